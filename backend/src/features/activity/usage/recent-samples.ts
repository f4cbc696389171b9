/** The last samples of one server, oldest first; null is a gap. */
export class RecentSamples {
  private readonly cpuSamples: (number | null)[] = [];
  private readonly memorySamples: (number | null)[] = [];

  constructor(private readonly size: number) {}

  push(cpuValue: number | null, memoryValue: number | null): void {
    this.cpuSamples.push(cpuValue);
    this.memorySamples.push(memoryValue);
    if (this.cpuSamples.length > this.size) {
      this.cpuSamples.shift();
      this.memorySamples.shift();
    }
  }

  cpu(): (number | null)[] {
    return [...this.cpuSamples];
  }

  memory(): (number | null)[] {
    return [...this.memorySamples];
  }

  /** Nothing but gaps is left. */
  get empty(): boolean {
    return this.memorySamples.every(value => value === null);
  }
}
