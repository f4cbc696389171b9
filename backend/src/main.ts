#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { loadConfig } from './config/load.js';
import { StartupServer, listenOn } from './http/startup-server.js';
import { messageOf } from './lib/errors.js';
import { createLanguageOf } from './lib/language.js';
import { createLogger } from './lib/logger.js';

/** Exit codes: 0 asked to stop, 1 could not start or failed, 2 the configuration is wrong. */
const CONFIGURATION_WRONG = 2;

const version = (): string => {
  const file = new URL('../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
};

const say = (text: string): void => void process.stderr.write(`${text}\n`);

const run = async (): Promise<void> => {
  // Databases, logs, sockets, secrets: whatever is made here is for this account alone.
  process.umask(0o077);
  const loaded = loadConfig(process.env);
  if (!loaded.ok) {
    say(`Perijove cannot start:\n${loaded.problems.map(problem => `  - ${problem}`).join('\n')}`);
    process.exit(CONFIGURATION_WRONG);
  }
  const { config, sources, warnings } = loaded;
  const log = createLogger(config.PERIJOVE_LOG_LEVEL);
  for (const warning of warnings) log.warn(warning);

  if (process.argv[2] === 'prepare') {
    const { prepare } = await import('./prepare.js');
    const prepared = await prepare({ config, env: process.env, log, onProgress: say });
    process.stdout.write(`${JSON.stringify(prepared)}\n`);
    return;
  }

  // Answer first, load the rest behind it.
  const room = new StartupServer(createLanguageOf(config.PERIJOVE_LANGUAGE));
  await listenOn(room.server, config.PERIJOVE_BACKEND_PORT, config.PERIJOVE_BACKEND_IP);
  const { createApp } = await import('./app.js');
  const options = {
    config,
    settingSources: sources,
    env: process.env,
    log,
    version: version(),
    room,
  };
  const app = await createApp(options);
  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    log.info(`stopping (${signal})`);
    app.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'the shutdown failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // A bug must not leave a half-working process: end, and let the supervisor start a whole one.
  process.on('uncaughtException', error => {
    log.fatal({ err: error }, 'uncaught');
    process.exit(1);
  });
  process.on('unhandledRejection', error => {
    log.fatal({ err: error }, 'unhandled');
    process.exit(1);
  });
  await app.start();
  log.info(`Perijove ${version()} listens on ${app.address()}`);
};

run().catch((error: unknown) => {
  say(`Perijove cannot start: ${messageOf(error)}`);
  process.exit(1);
});
