import type { SpawnLine } from '@perijove/contracts';
import type { Unrendered } from '../../../lib/text.js';

/**
 * What happens in one start, for any number of listeners, who may come late: each hears
 * everything from the beginning, then live, up to the last line.
 */
export class StartLog {
  private readonly lines: Unrendered<SpawnLine>[] = [];
  private over = false;
  private wake: () => void = () => undefined;
  private changed = new Promise<void>(resolve => (this.wake = resolve));

  add(line: Unrendered<SpawnLine>): void {
    if (this.over) return;
    this.lines.push(line);
    this.announce();
  }

  /** Says the last line. */
  end(line: Unrendered<SpawnLine>): void {
    if (this.over) return;
    this.lines.push(line);
    this.cut();
  }

  /** Ends the log without a last line: we stop, the start goes on with our successor. */
  cut(): void {
    this.over = true;
    this.announce();
  }

  async *read(): AsyncGenerator<Unrendered<SpawnLine>, void, void> {
    for (let position = 0; ;) {
      const news = this.changed;
      while (position < this.lines.length) {
        const line = this.lines[position];
        position += 1;
        if (line !== undefined) yield line;
      }
      if (this.over && position >= this.lines.length) return;
      if (position >= this.lines.length) await news;
    }
  }

  private announce(): void {
    this.wake();
    this.changed = new Promise(resolve => (this.wake = resolve));
  }
}
