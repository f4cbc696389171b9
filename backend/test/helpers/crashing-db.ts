import type { Statement } from 'better-sqlite3';
import type { Db } from '../../src/db/open.js';

/** A process that dies at a write that the test chooses, and writes nothing from then on. */
export interface Crash {
  /** The database as the doomed process sees it. */
  wrap(db: Db): Db;
  /** Call it where something outside the database happens. */
  step(): void;
  /** How many writes and steps there were. */
  readonly steps: number;
  readonly dead: boolean;
}

/** @param at - the number of the step at which it dies, from 1; `Infinity` counts only */
export const createCrash = (at: number): Crash => {
  let steps = 0;
  let dead = false;
  const step = (): void => {
    steps += 1;
    if (dead || steps >= at) {
      dead = true;
      throw new Error(`the process died at step ${at}`);
    }
  };
  const wrapStatement = (statement: Statement): Statement =>
    new Proxy(statement, {
      get: (target, property) => {
        const value: unknown = Reflect.get(target, property);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]): unknown => {
          const runs = ['run', 'get', 'all'].includes(String(property));
          if (runs && (dead || !target.readonly)) step();
          const result: unknown = (value as (...given: unknown[]) => unknown).apply(target, args);
          return result === target ? wrapStatement(target) : result;
        };
      },
    });
  return {
    step,
    get steps() {
      return steps;
    },
    get dead() {
      return dead;
    },
    wrap: db =>
      new Proxy(db, {
        get: (target, property) => {
          if (property === 'prepare') {
            return (sql: string) => wrapStatement(target.prepare(sql));
          }
          const value: unknown = Reflect.get(target, property);
          return typeof value === 'function'
            ? (value as (...given: unknown[]) => unknown).bind(target)
            : value;
        },
      }),
  };
};
