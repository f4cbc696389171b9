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

/** Every line passes here, whoever wrote it: addresses in it keep their credentials to themselves. */
const withoutCredentials = (
  to: Pick<ReturnType<typeof pino.destination>, 'write'>,
): { write(line: string): void } => ({
  write: line => {
    to.write(redact(line));
  },
});

/** A JSON logger on stderr: stdout belongs to commands that answer with data. */
export const createLogger = (level: string): Logger =>
  pino(
    { level, base: undefined, redact: { paths: secrets, censor: '[redacted]' } },
    withoutCredentials(pino.destination(2)),
  );

/** A logger that says nothing, for tests. */
export const silentLogger = (): Logger => pino({ level: 'silent' });
