export const writePast: (data: string, names: readonly string[], nowMs?: number) => void;
