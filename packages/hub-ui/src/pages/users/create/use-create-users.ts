import { MOST_NEW_USERS, type NewUser } from '@perijove/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { keys } from '../../../api/keys';
import { problemOf } from '../../../components/problem';
import { useServices } from '../../../app/context';
import { addToGroup, type GroupFailure } from './add-to-group';

/** What new users are to be. */
export interface CreateRequest {
  readonly names: readonly string[];
  readonly admin: boolean;
  readonly mustChangePassword: boolean;
  /** Who of them comes into which group. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
}

/** How far it is. */
export type CreateProgress =
  | { readonly kind: 'idle' }
  | { readonly kind: 'working'; readonly done: number; readonly total: number }
  | {
      readonly kind: 'done';
      readonly results: readonly NewUser[];
      readonly unfilled: readonly GroupFailure[];
    };

/** Names of one request: few enough that the bar moves, many enough for both of the hub's threads. */
const CHUNK = Math.min(10, MOST_NEW_USERS);

/**
 * Makes users in small requests, one after another. What was made stays made, whatever happens
 * to the rest: its passwords are shown at the end in every case.
 */
export const useCreateUsers = () => {
  const { client } = useServices();
  const cache = useQueryClient();
  const [making, setMaking] = useState<CreateProgress>({ kind: 'idle' });
  const stopping = useRef(false);

  const start = async (request: CreateRequest): Promise<void> => {
    const { names, admin, mustChangePassword, groups } = request;
    stopping.current = false;
    const results: NewUser[] = [];
    /** As they were asked for, and as the hub spells them. */
    const made = new Map<string, string>();
    const total = names.length + groups.size;
    setMaking({ kind: 'working', done: 0, total });
    for (let begin = 0; begin < names.length && !stopping.current; begin += CHUNK) {
      const usernames = names.slice(begin, begin + CHUNK);
      try {
        const answer = await client('createUsers', {
          body: { usernames, admin, mustChangePassword },
        });
        results.push(...answer.results);
        answer.results.forEach((one, index) => {
          if (one.result === 'created') made.set(usernames[index] ?? one.name, one.name);
        });
      } catch (error) {
        const { title, text } = problemOf(error);
        const message = `${title}. ${text}`;
        results.push(
          ...usernames.map(name => ({
            result: 'refused' as const,
            name,
            reason: 'failed' as const,
            message,
          })),
        );
        stopping.current = true;
      }
      setMaking({ kind: 'working', done: results.length, total });
    }
    const unfilled: GroupFailure[] = [];
    let done = results.length;
    // Also when it was stopped: a user who is there belongs where the list puts them.
    for (const [group, members] of groups) {
      const there = members.flatMap(name => made.get(name) ?? []);
      const problem = there.length === 0 ? null : await addToGroup(client, group, there);
      if (problem !== null) unfilled.push(problem);
      setMaking({ kind: 'working', done: ++done, total });
    }
    setMaking({ kind: 'done', results, unfilled });
    void cache.invalidateQueries({ queryKey: keys.userPages });
    if (groups.size > 0) void cache.invalidateQueries({ queryKey: keys.groups });
  };

  return {
    making,
    start: (request: CreateRequest): void => void start(request),
    /** After the request under way. */
    stop: (): void => {
      stopping.current = true;
    },
    reset: (): void => {
      setMaking({ kind: 'idle' });
    },
  };
};
