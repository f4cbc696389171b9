import type { CheckedUsers } from '@perijove/contracts';
import { useEffect, useRef, useState } from 'react';
import { useServices } from '../../../platform/context';

type Refused = CheckedUsers['refused'];

const TYPING_MS = 250;

/**
 * Asks the service which names cannot be made, when the typing pauses, each name once. Returns a
 * function that says what is known by now.
 */
export const useNameCheck = (): ((names: readonly string[]) => Refused) => {
  const { client } = useServices();
  const known = useRef(new Map<string, Refused[number] | null>());
  const wanted = useRef<readonly string[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [, setAnswers] = useState(0);
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
      // Without an answer nothing is refused beforehand; making them will tell.
      () => undefined,
    );
  };

  return names => {
    wanted.current = names;
    if (names.some(name => !known.current.has(name))) {
      clearTimeout(timer.current);
      timer.current = setTimeout(ask, TYPING_MS);
    }
    return names.flatMap(name => known.current.get(name) ?? []);
  };
};
