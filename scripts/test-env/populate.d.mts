export const userName: (number: number) => string;
export const userNames: (first: number, count: number) => string[];
export const addUsers: (data: string, names: readonly string[]) => Promise<void>;
