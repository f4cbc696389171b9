import { spawn } from 'node:child_process';
import { EngineError, type VolumeUsage } from './port.js';

/**
 * Measures the directory `$1`: kilobytes, then inodes. For a shell with POSIX tools;
 * `du` without --inodes (busybox, macOS) makes way for `find`.
 */
export const MEASURE_SCRIPT =
  'du -sk "$1"; { du -s --inodes "$1" 2>/dev/null || find "$1" | wc -l; }';

/** Reads what the script printed. The directory itself does not count as a file. */
export const parseMeasurement = (output: string): VolumeUsage | null => {
  const [kilobytes, inodes] = output
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => Number(line.trim().split(/\s+/)[0]));
  if (kilobytes === undefined || inodes === undefined) return null;
  if (!Number.isFinite(kilobytes) || !Number.isFinite(inodes)) return null;
  return { bytes: kilobytes * 1024, files: Math.max(0, inodes - 1) };
};

/** Measures a local directory in a child that gives way to everything else. */
export const measureDirectory = (directory: string, signal?: AbortSignal): Promise<VolumeUsage> =>
  new Promise((resolve, reject) => {
    const child = spawn(
      'nice',
      ['-n', '19', 'sh', '-c', `ionice -c 3 -p $$ 2>/dev/null; ${MEASURE_SCRIPT}`, 'sh', directory],
      { stdio: ['ignore', 'pipe', 'ignore'], detached: true },
    );
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    const abort = (): void => {
      // The group, for du is a child of the shell.
      if (child.pid !== undefined) killGroup(child.pid);
    };
    signal?.addEventListener('abort', abort, { once: true });
    if (signal?.aborted) abort();
    child.on('error', cause => {
      signal?.removeEventListener('abort', abort);
      reject(new EngineError('unavailable', 'The volume could not be measured.', { cause }));
    });
    child.on('close', () => {
      signal?.removeEventListener('abort', abort);
      if (signal?.aborted) {
        reject(new EngineError('timeout_unknown', 'Measuring the volume was given up.'));
        return;
      }
      // Files that vanish meanwhile make du complain; its sum counts all the same.
      const usage = parseMeasurement(output);
      if (usage !== null) resolve(usage);
      else reject(new EngineError('unavailable', 'The volume could not be measured.'));
    });
  });

const killGroup = (pid: number): void => {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
};
