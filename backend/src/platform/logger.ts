import { pino, type Logger } from 'pino';

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

/** A JSON logger on stderr: stdout belongs to commands that answer with data. */
export const createLogger = (level: string): Logger =>
  pino(
    { level, base: undefined, redact: { paths: secrets, censor: '[redacted]' } },
    pino.destination(2),
  );

/** A logger that says nothing, for tests. */
export const silentLogger = (): Logger => pino({ level: 'silent' });
