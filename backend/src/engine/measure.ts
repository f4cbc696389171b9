import { text } from '../lib/text.js';
import { spawn } from 'node:child_process';
import { EngineError, type VolumeUsage } from './port.js';

/**
 * Measures all directories that it is given: kilobytes of each, a line with `=`, inodes of each. For
 * a shell with POSIX tools; `du` without --inodes (busybox, macOS) makes way for `find`. One `du`
 * for all, because starting a process takes longer than counting a small directory. Both counts go
 * side by side; neither leaves the file system that it began in: the second finds in memory what the first one reads from the disk.
 */
export const MEASURE_SCRIPT = `du -skx "$@" &
files=$(
  if du -s --inodes /dev/null >/dev/null 2>&1; then du -sx --inodes "$@"
  else for d; do echo "$(find "$d" -xdev | wc -l) $d"; done; fi
)
wait
echo =
echo "$files"`;

/** Hears of each directory once it is measured. */
export type OnUsage = (directory: string, usage: VolumeUsage) => void;

/** Reads what the script prints, in pieces of any size. A directory itself is none of its files. */
export const createMeasurementReader = (onUsage: OnUsage): ((text: string) => void) => {
  const kilobytes = new Map<string, number>();
  let rest = '';
  let counting = false;

  const read = (line: string): void => {
    if (line === '=') {
      counting = true;
      return;
    }
    const [, number, directory] = /^\s*(\d+)\s+(.+)$/.exec(line) ?? [];
    if (number === undefined || directory === undefined) return;
    if (!counting) {
      kilobytes.set(directory, Number(number));
      return;
    }
    const size = kilobytes.get(directory);
    kilobytes.delete(directory);
    if (size === undefined) return;
    onUsage(directory, { bytes: size * 1024, files: Math.max(0, Number(number) - 1) });
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
      reject(new EngineError('unavailable', text('engine.volumesNotMeasured'), { cause }));
    });
    // Files that vanish meanwhile make du complain; its sum counts all the same.
    child.on('close', () => {
      signal?.removeEventListener('abort', abort);
      if (!signal?.aborted) resolve();
      else reject(new EngineError('timeout_unknown', text('engine.measuringCancelled')));
    });
  });

const killGroup = (pid: number): void => {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
};
