export const personOf: (number: number) => string;
export const peopleOf: (first: number, count: number) => string[];
export const populate: (data: string, names: readonly string[]) => Promise<void>;
