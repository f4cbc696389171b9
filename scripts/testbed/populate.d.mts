export const populate: (data: string, count: number) => Promise<void>;
