/** The first few of many in some order, found in one pass: no need to sort those behind them. */
export class TopN<T> {
  private readonly items: T[] = [];

  constructor(
    private readonly count: number,
    private readonly compare: (a: T, b: T) => number,
  ) {}

  offer(item: T): void {
    let from = 0;
    let to = this.items.length;
    const last = this.items[this.count - 1];
    if (last !== undefined && this.compare(item, last) >= 0) return;
    while (from < to) {
      const middle = (from + to) >> 1;
      const other = this.items[middle];
      if (other !== undefined && this.compare(other, item) <= 0) from = middle + 1;
      else to = middle;
    }
    this.items.splice(from, 0, item);
    if (this.items.length > this.count) this.items.pop();
  }

  /** At most `count`, in order; equal ones as they were offered. */
  kept(): readonly T[] {
    return this.items;
  }
}
