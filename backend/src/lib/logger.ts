import { pino, type Logger } from 'pino';
import { redact } from './redact.js';

export type { Logger } from 'pino';

/** Keys whose values never reach a log line. */
const secrets = [
  'token',
  '*.token',
  'authorization',
  '*.authorization',
  'req.headers.authorization',
  'req.headers.cookie',
  '*.password',
  'env.JUPYTERHUB_API_TOKEN',
  '*.JUPYTERHUB_API_TOKEN',
  'env.JPY_API_TOKEN',
];

/** Every line passes here, from libraries too: addresses in it keep their credentials to themselves. */
const withoutCredentials = (
  to: Pick<ReturnType<typeof pino.destination>, 'write'>,
): { write(line: string): void } => ({
  write: line => {
    to.write(redact(line));
  },
});

/** Characters of lines that wait for room on the disk; what comes after them is dropped. */
const MOST_WAITING = 256 * 1024;

/**
 * Where lines go. A disk that is full, or a reader that died, costs lines and never the process;
 * what could not be written waits for room and is written with the next line.
 */
const destination = (fd: number): ReturnType<typeof pino.destination> =>
  pino.destination({ fd, sync: true, maxLength: MOST_WAITING }).on('error', () => undefined);

/**
 * A JSON logger on stderr: stdout belongs to commands that answer with data.
 * @param fd - the open file that it writes to
 */
export const createLogger = (level: string, fd = 2): Logger =>
  pino(
    { level, base: undefined, redact: { paths: secrets, censor: '[redacted]' } },
    withoutCredentials(destination(fd)),
  );

/** A logger that says nothing, for tests. */
export const silentLogger = (): Logger => pino({ level: 'silent' });
