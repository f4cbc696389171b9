import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../lib/clock.js';
import { silentLogger } from '../lib/logger.js';
import { describeEngine } from '../../test/engine-contract/contract.js';
import { createProcessEngine } from './process/engine.js';

/** A stand-in for a server that every machine with Node can run. */
const server = `
const { hostname, port } = new URL(process.env.JUPYTERHUB_SERVICE_URL);
require('node:http').createServer((_, answer) => answer.end('{}')).listen(Number(port), hostname);
`;

describeEngine('the process engine', { runs: true, images: false }, async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'perijove-process-'));
  const open = () =>
    createProcessEngine({ dataDir, env: process.env, clock: systemClock, log: silentLogger() });
  return {
    engine: await open(),
    reopen: open,
    image: 'this machine',
    serve: [process.execPath, '-e', server],
    dispose: () => rm(dataDir, { recursive: true, force: true }),
  };
});
