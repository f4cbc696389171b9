/** Means of one minute of one person, over all of their labs. */
export interface MinuteMean {
  readonly user: string;
  readonly cpuPercent: number;
  readonly memoryBytes: number;
}

interface Sum {
  cpu: number;
  memory: number;
  readings: number;
}

/** Gathers readings until their minute is over. */
export interface Minutes {
  add(user: string, server: string, cpuPercent: number, memoryBytes: number): void;
  /** The minute so far of one person; null when nothing was read in it. */
  peek(user: string): MinuteMean | null;
  /** The minute so far goes on under another name; with null it is dropped. */
  move(from: string, to: string | null): void;
  /** The minute so far of everybody, and begins anew. */
  take(): readonly MinuteMean[];
}

export const createMinutes = (): Minutes => {
  const people = new Map<string, Map<string, Sum>>();

  const mean = (user: string, labs: ReadonlyMap<string, Sum>): MinuteMean => {
    let cpuPercent = 0;
    let memoryBytes = 0;
    // The mean of each lab over its own readings, then the sum of the labs: a lab that ran for
    // only part of the minute must not pull the other one down.
    for (const { cpu, memory, readings } of labs.values()) {
      cpuPercent += cpu / readings;
      memoryBytes += memory / readings;
    }
    return { user, cpuPercent, memoryBytes };
  };

  return {
    add: (user, server, cpuPercent, memoryBytes) => {
      const labs = people.get(user) ?? new Map<string, Sum>();
      const sum = labs.get(server) ?? { cpu: 0, memory: 0, readings: 0 };
      sum.cpu += cpuPercent;
      sum.memory += memoryBytes;
      sum.readings += 1;
      people.set(user, labs.set(server, sum));
    },
    peek: user => {
      const labs = people.get(user);
      return labs === undefined ? null : mean(user, labs);
    },
    move: (from, to) => {
      const labs = people.get(from);
      people.delete(from);
      if (labs !== undefined && to !== null) people.set(to, labs);
    },
    take: () => {
      const means = [...people].map(([user, labs]) => mean(user, labs));
      people.clear();
      return means;
    },
  };
};
