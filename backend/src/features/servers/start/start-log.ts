import type { SpawnLine } from '@perijove/contracts';

/**
 * What happens in one start, for any number of listeners, who may come late: each hears
 * everything from the beginning, then live, up to the last line.
 */
export interface StartLog {
  add(line: SpawnLine): void;
  /** Says the last line. */
  end(line: SpawnLine): void;
  /** Ends the log without a last line: we stop, the start goes on with our successor. */
  cut(): void;
  read(): AsyncGenerator<SpawnLine, void, void>;
}

export const createStartLog = (): StartLog => {
  const lines: SpawnLine[] = [];
  let over = false;
  let wake: () => void = () => undefined;
  let changed = new Promise<void>(resolve => (wake = resolve));

  const announce = (): void => {
    wake();
    changed = new Promise(resolve => (wake = resolve));
  };
  const finish = (): void => {
    over = true;
    announce();
  };

  return {
    add: line => {
      if (over) return;
      lines.push(line);
      announce();
    },
    end: line => {
      if (over) return;
      lines.push(line);
      finish();
    },
    cut: finish,
    read: async function* () {
      for (let position = 0; ;) {
        const news = changed;
        while (position < lines.length) {
          const line = lines[position];
          position += 1;
          if (line !== undefined) yield line;
        }
        if (over && position >= lines.length) return;
        if (position >= lines.length) await news;
      }
    },
  };
};
