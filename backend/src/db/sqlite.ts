import type BetterSqlite3 from 'better-sqlite3';
import { createRequire } from 'node:module';
import { messageOf } from '../lib/errors.js';

/** A synchronous SQLite connection; repositories write their own SQL. */
export type Db = BetterSqlite3.Database;

/** Node-API 10 came with Node 22.14; an older Node crashes on what is built for it. */
const NODE_API = 10;

/**
 * The package that suits a Node with this Node-API. better-sqlite3 12, compiled for Node 24.19 or
 * newer, ends the process when its statements are collected as garbage; 13 does not, and needs a
 * Node that is newer than the oldest we run on.
 */
export const packageFor = (nodeApi: number): string =>
  nodeApi >= NODE_API ? 'better-sqlite3-napi' : 'better-sqlite3';

const load = (): typeof BetterSqlite3 => {
  const name = packageFor(Number(process.versions.napi));
  try {
    return createRequire(import.meta.url)(name) as typeof BetterSqlite3;
  } catch (error) {
    throw new Error(
      `SQLite cannot be loaded: the package ${name} is missing or was built for another Node. ` +
        `Run \`npm ci\` again; where nothing can be downloaded it needs a C++ compiler. (${messageOf(error)})`,
      { cause: error },
    );
  }
};

/** Opens SQLite databases. */
export const Database: typeof BetterSqlite3 = load();
