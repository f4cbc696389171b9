import type { CheckedUsers } from '@perijove/contracts';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useServices } from '../../../app/context';

type Refused = CheckedUsers['refused'];

/** What the service says about names. */
export interface NameCheck {
  readonly refused: Refused;
  /** `failed`: without an answer nothing is refused beforehand; making them will tell. */
  readonly state: 'asking' | 'answered' | 'failed';
}

const TYPING_MS = 250;

/**
 * Asks the service which names cannot be made, when the typing pauses, each name once. Returns a
 * function that says what is known by now.
 */
export const useNameCheck = (): ((names: readonly string[]) => NameCheck) => {
  const { client } = useServices();
  const known = useRef(new Map<string, Refused[number] | null>());
  const wanted = useRef<readonly string[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const failed = useRef<ReadonlySet<string>>(new Set());
  const [answers, setAnswers] = useState(0);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
    },
    [],
  );

  const ask = (): void => {
    const usernames = wanted.current.filter(name => !known.current.has(name));
    if (usernames.length === 0) return;
    client('checkUsers', { body: { usernames } }).then(
      ({ refused }) => {
        for (const name of usernames) known.current.set(name, null);
        for (const each of refused) known.current.set(each.given, each);
        setAnswers(count => count + 1);
      },
      () => {
        failed.current = new Set(usernames);
        setAnswers(count => count + 1);
      },
    );
  };

  return useMemo(() => {
    void answers; // what is known is another thing after each
    let last: { readonly names: readonly string[]; readonly check: NameCheck } | null = null;
    return names => {
      wanted.current = names;
      // The same list gives the same answer, so that a page can tell that nothing has changed.
      if (last?.names === names) return last.check;
      const unknown = names.filter(name => !known.current.has(name));
      const state =
        unknown.length === 0
          ? 'answered'
          : unknown.every(name => failed.current.has(name))
            ? 'failed'
            : 'asking';
      if (state === 'asking') {
        clearTimeout(timer.current);
        timer.current = setTimeout(ask, TYPING_MS);
      }
      const check = {
        refused: names.flatMap(name => known.current.get(name) ?? []),
        state,
      } as const;
      last = { names, check };
      return check;
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `ask` reads refs only
  }, [answers]);
};
