import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { inspect } from 'node:util';

/**
 * A pool of connections to a daemon. It describes itself in two words: for its debug log
 * docker-modem spells out the options of every request, hidden properties and all, even when
 * nobody reads that log. The pool is among those options, so that a call would cost more the more
 * connections are open: most of the time of a backend with many labs.
 */
export const createAgent = (options: {
  readonly secure: boolean;
  readonly keepAlive: boolean;
}): HttpAgent => {
  const { secure, keepAlive } = options;
  const agent = secure ? new HttpsAgent({ keepAlive }) : new HttpAgent({ keepAlive });
  return Object.defineProperty(agent, inspect.custom, { value: () => 'a pool' });
};
