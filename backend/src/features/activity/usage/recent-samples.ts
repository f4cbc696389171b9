/** The last samples of one server, oldest first; null is a gap. */
export interface RecentSamples {
  push(cpu: number | null, memoryBytes: number | null): void;
  cpu(): (number | null)[];
  memory(): (number | null)[];
  /** Nothing but gaps is left. */
  readonly empty: boolean;
}

export const createRecentSamples = (size: number): RecentSamples => {
  const cpu: (number | null)[] = [];
  const memory: (number | null)[] = [];
  return {
    push: (cpuValue, memoryValue) => {
      cpu.push(cpuValue);
      memory.push(memoryValue);
      if (cpu.length > size) {
        cpu.shift();
        memory.shift();
      }
    },
    cpu: () => [...cpu],
    memory: () => [...memory],
    get empty() {
      return memory.every(value => value === null);
    },
  };
};
