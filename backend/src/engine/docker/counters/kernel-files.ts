import { closeSync, openSync, readSync } from 'node:fs';

/** The files read here have a few kilobytes; more than this of one is cut off. */
const BUFFER = Buffer.allocUnsafe(64 * 1024);

/** Files held open at once: four each for five hundred labs. Beyond it each is opened again. */
const MOST_OPEN = 2000;

const opened = (path: string): number | null => {
  try {
    return openSync(path, 'r');
  } catch {
    return null;
  }
};

/** Null when it went away: the kernel answers so for files of a container that has ended. */
const textOf = (descriptor: number): string | null => {
  try {
    return BUFFER.toString('latin1', 0, readSync(descriptor, BUFFER, 0, BUFFER.length, 0));
  } catch {
    return null;
  }
};

/**
 * The text of a file that the kernel makes while it is read, or null when it cannot be read.
 * One read into one buffer that is used again: `readFileSync` asks for the size first, which
 * such files do not have, and takes twice as long.
 */
export const kernelText = (path: string): string | null => {
  const descriptor = opened(path);
  if (descriptor === null) return null;
  try {
    return textOf(descriptor);
  } finally {
    closeSync(descriptor);
  }
};

/** The number that a text begins with; null when there is none. */
export const leadingNumber = (text: string | null): number | null => {
  const value = Number.parseInt(text ?? '', 10);
  return Number.isFinite(value) ? value : null;
};

/** A file of the kernel that is read again and again. */
export interface KernelFile {
  /** What it says now; null while it cannot be read. */
  text(): string | null;
  /** Gives its descriptor back; the next reading opens it again. */
  close(): void;
}

/** Files that stay open: to find one by its path takes longer than to read it. */
export class KernelFiles {
  private open = 0;

  constructor(private readonly mostOpen = MOST_OPEN) {}

  at(path: string): KernelFile {
    let descriptor: number | null = null;

    const close = (): void => {
      if (descriptor === null) return;
      closeSync(descriptor);
      descriptor = null;
      this.open -= 1;
    };
    const hold = (): void => {
      descriptor = opened(path);
      if (descriptor !== null) this.open += 1;
    };

    return {
      close,
      text: () => {
        const known = descriptor === null ? null : textOf(descriptor);
        if (known !== null) return known;
        // A container that began again has other files of the same name.
        close();
        if (this.open >= this.mostOpen) return kernelText(path);
        hold();
        const first = descriptor === null ? null : textOf(descriptor);
        if (first === null) close();
        return first;
      },
    };
  }
}
