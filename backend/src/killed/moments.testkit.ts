import Database from 'better-sqlite3';
import type { BackendProcess } from './backend.testkit.js';
import type { EngineProxy, OnCall } from './engine-proxy.testkit.js';
import type { HubOverHttp } from './hub.testkit.js';

/** When to kill: at a call to the hub or the engine, or at the n-th commit to the database. */
export type Moment =
  | { readonly at: 'hub' | 'engine'; readonly when: 'before' | 'after'; readonly call: RegExp }
  | { readonly at: 'commit'; readonly nth: number };

/** The moment in the name of a test. */
export const wordsOf = (moment: Moment): string =>
  moment.at === 'commit'
    ? `commit ${moment.nth}`
    : `${moment.when} the ${moment.at}'s ${moment.call.source}`;

/** What stands around the process that is killed. */
export interface Scene {
  readonly hub: HubOverHttp;
  readonly proxy: EngineProxy;
  readonly backend: BackendProcess;
  readonly stateDb: string;
}

/** Calls `act` at the n-th commit that anybody makes to the database; answers how to stop. */
const atCommit = (file: string, nth: number, act: () => void): (() => void) => {
  const db = new Database(file, { readonly: true });
  const version = (): unknown => db.pragma('data_version', { simple: true });
  let last = version();
  let seen = 0;
  let watching = true;
  const look = (): void => {
    if (!watching) {
      db.close();
      return;
    }
    const now = version();
    if (now !== last) {
      last = now;
      seen += 1;
      if (seen === nth) act();
    }
    setImmediate(look);
  };
  setImmediate(look);
  return () => {
    watching = false;
  };
};

/** Runs `work` and kills the backend at that moment; answers whether the moment came. */
export const killDuring = async (
  { hub, proxy, backend, stateDb }: Scene,
  moment: Moment,
  work: () => Promise<unknown>,
): Promise<boolean> => {
  // An object, for the compiler believes that a variable does not change while we wait.
  const killed: { death: Promise<void> | null } = { death: null };
  const die = (): Promise<void> => (killed.death ??= backend.kill());
  const onCall: OnCall = async (when, call) => {
    if (killed.death !== null) return 'drop';
    if (moment.at === 'commit' || when !== moment.when || !moment.call.test(call)) return undefined;
    await die();
    return 'drop';
  };
  const unwatch =
    moment.at === 'commit' ? atCommit(stateDb, moment.nth, () => void die()) : () => undefined;
  if (moment.at === 'hub') hub.onCall = onCall;
  if (moment.at === 'engine') proxy.onCall = onCall;
  try {
    await work();
  } finally {
    unwatch();
    hub.onCall = null;
    proxy.onCall = null;
    await killed.death;
  }
  return killed.death !== null;
};
