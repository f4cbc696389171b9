// The log of hub, proxy and backend: a file that they write to directly, without a process between
// that could die.
import {
  closeSync,
  copyFileSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** The size at which the log is rotated. */
const MAX_BYTES = 50 * 1024 * 1024;
const LOOK_MS = 60_000;
const FOLLOW_MS = 300;

/** Opens it for processes to append to. */
export const openLog = file => {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  return openSync(file, 'a', 0o600);
};

/**
 * Rotates a large log to `hub.log.1`. Its writers append, so they continue at the new
 * beginning. Without disk space for a copy, the old log is dropped.
 */
export const trimLog = file => {
  try {
    if (statSync(file).size <= MAX_BYTES) return;
    try {
      copyFileSync(file, `${file}.1`);
    } catch {
      rmSync(`${file}.1`, { force: true });
    }
    truncateSync(file, 0);
  } catch {
    // Looked for again in a minute.
  }
};

/** Rotates the log while it grows; returns how to stop. */
export const keepTrimmed = file => {
  trimLog(file);
  const timer = setInterval(() => trimLog(file), LOOK_MS);
  timer.unref();
  return () => clearInterval(timer);
};

/** Shows what is added to the log from now on. */
export const followLog = (file, to) => {
  const fd = openSync(file, 'r');
  let at = fstatSync(fd).size;
  const buffer = Buffer.alloc(64 * 1024);
  const timer = setInterval(() => {
    if (fstatSync(fd).size < at) at = 0;
    for (let read = 1; read > 0; at += read) {
      read = readSync(fd, buffer, 0, buffer.length, at);
      if (read > 0) to.write(Buffer.from(buffer.subarray(0, read)));
    }
  }, FOLLOW_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    closeSync(fd);
  };
};

/** The end of the log, to show. */
export const lastLines = file =>
  existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').slice(-25).join('\n') : '';
