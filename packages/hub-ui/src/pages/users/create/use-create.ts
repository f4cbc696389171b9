import { MOST_NEW_USERS, type NewUser } from '@perijove/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { keys } from '../../../api/keys';
import { problemOf } from '../../../parts/problem';
import { useServices } from '../../../platform/context';

/** What new users are to be. */
export interface Wish {
  readonly names: readonly string[];
  readonly admin: boolean;
  readonly mustChangePassword: boolean;
}

/** How far it is. */
export type Making =
  | { readonly kind: 'idle' }
  | { readonly kind: 'working'; readonly done: number; readonly total: number }
  | { readonly kind: 'done'; readonly results: readonly NewUser[] };

/** Names of one request: few enough that the bar moves, many enough for both of the hub's threads. */
const CHUNK = Math.min(10, MOST_NEW_USERS);

/**
 * Makes users in small requests, one after another. What was made stays made, whatever happens
 * to the rest: its passwords are shown at the end in every case.
 */
export const useCreate = () => {
  const { client } = useServices();
  const cache = useQueryClient();
  const [making, setMaking] = useState<Making>({ kind: 'idle' });
  const stopping = useRef(false);

  const start = async ({ names, admin, mustChangePassword }: Wish): Promise<void> => {
    stopping.current = false;
    const results: NewUser[] = [];
    setMaking({ kind: 'working', done: 0, total: names.length });
    for (let begin = 0; begin < names.length && !stopping.current; begin += CHUNK) {
      const usernames = names.slice(begin, begin + CHUNK);
      try {
        const answer = await client('createUsers', {
          body: { usernames, admin, mustChangePassword },
        });
        results.push(...answer.results);
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
      setMaking({ kind: 'working', done: results.length, total: names.length });
    }
    setMaking({ kind: 'done', results });
    void cache.invalidateQueries({ queryKey: keys.userPages });
  };

  return {
    making,
    start: (wish: Wish): void => void start(wish),
    /** After the request under way. */
    stop: (): void => {
      stopping.current = true;
    },
    reset: (): void => {
      setMaking({ kind: 'idle' });
    },
  };
};
