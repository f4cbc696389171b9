import { spawn } from 'node:child_process';
import { EngineError, type VolumeUsage } from './port.js';

/**
 * Measures each directory that it is given, one after the other: its name, kilobytes, inodes. For
 * a shell with POSIX tools; `du` without --inodes (busybox, macOS) makes way for `find`.
 */
export const MEASURE_SCRIPT =
  'for d; do echo "= $d"; du -sk "$d"; { du -s --inodes "$d" 2>/dev/null || find "$d" | wc -l; }; done';

/** Hears of each directory as soon as it is measured. */
export type OnUsage = (directory: string, usage: VolumeUsage) => void;

/** Reads what the script prints, in pieces of any size. A directory itself is none of its files. */
export const createMeasurementReader = (onUsage: OnUsage): ((text: string) => void) => {
  let rest = '';
  let directory: string | null = null;
  let kilobytes: number | null = null;

  const read = (line: string): void => {
    if (line.startsWith('= ')) {
      directory = line.slice(2);
      kilobytes = null;
      return;
    }
    const number = Number(line.trim().split(/\s+/)[0]);
    if (directory === null || line.trim() === '' || !Number.isFinite(number)) return;
    if (kilobytes === null) {
      kilobytes = number;
      return;
    }
    onUsage(directory, { bytes: kilobytes * 1024, files: Math.max(0, number - 1) });
    directory = null;
  };

  return text => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(read);
  };
};

/**
 * Measures local directories in one child that gives way to everything else: starting a process
 * costs a busy backend more than counting a small directory does. Who cannot be measured is left
 * out.
 */
export const measureDirectories = (
  directories: readonly string[],
  onUsage: OnUsage,
  signal?: AbortSignal,
): Promise<void> =>
  new Promise((resolve, reject) => {
    const script = `ionice -c 3 -p $$ 2>/dev/null; ${MEASURE_SCRIPT}`;
    const child = spawn('nice', ['-n', '19', 'sh', '-c', script, 'sh', ...directories], {
      stdio: ['ignore', 'pipe', 'ignore'],
      detached: true,
    });
    child.stdout.setEncoding('utf8').on('data', createMeasurementReader(onUsage));
    const abort = (): void => {
      // The group, for du is a child of the shell.
      if (child.pid !== undefined) killGroup(child.pid);
    };
    signal?.addEventListener('abort', abort, { once: true });
    if (signal?.aborted) abort();
    child.on('error', cause => {
      signal?.removeEventListener('abort', abort);
      reject(new EngineError('unavailable', 'The volumes could not be measured.', { cause }));
    });
    // Files that vanish meanwhile make du complain; its sum counts all the same.
    child.on('close', () => {
      signal?.removeEventListener('abort', abort);
      if (!signal?.aborted) resolve();
      else reject(new EngineError('timeout_unknown', 'Measuring the volumes was given up.'));
    });
  });

const killGroup = (pid: number): void => {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
};
