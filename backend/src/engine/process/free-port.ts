import { text } from '../../lib/text.js';
import { createServer } from 'node:net';
import { EngineError } from '../port.js';

/** Picks free ports of 127.0.0.1 and gives none of them out twice. */
export const createPortPicker = () => {
  const given = new Set<number>();
  return async (taken: ReadonlySet<number>): Promise<number> => {
    for (let attempt = 0; attempt < 50; attempt += 1) {
      const port = await anyFreePort();
      if (given.has(port) || taken.has(port)) continue;
      given.add(port);
      // A lab that has not taken its port by now never will.
      if (given.size > 256) given.delete(given.values().next().value ?? port);
      return port;
    }
    throw new EngineError('quota', text('engine.processes.noFreePort'));
  };
};

const anyFreePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new EngineError('unavailable', text('engine.processes.noPorts')));
      });
    });
  });
