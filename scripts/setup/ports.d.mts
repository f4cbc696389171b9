/** Free TCP ports, different from each other. */
export const freePorts: (count: number, host?: string) => Promise<number[]>;
