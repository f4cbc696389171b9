import { useEffect, useState } from 'react';

/** The first who fit, and how many do. */
export interface UserMatches {
  readonly users: readonly string[];
  readonly total: number;
}

/** Asks for users by a part of the name. */
export type SearchUsers = (search: string) => Promise<UserMatches>;

/** Fast typists ask once, not at every letter. */
const PAUSE_MS = 150;

/** Users whose names fit the text; null until the answer for this very text is here. */
export const useUserSearch = (find: SearchUsers, text: string): UserMatches | null => {
  const [found, setFound] = useState<{ text: string; answer: UserMatches } | null>(null);
  const search = text.trim();
  useEffect(() => {
    if (search === '') return undefined;
    let current = true;
    const timer = setTimeout(() => {
      find(search).then(
        answer => {
          if (current) setFound({ text: search, answer });
        },
        // Without suggestions names can still be written out; sending says when one is wrong.
        () => undefined,
      );
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [find, search]);
  return found !== null && found.text === search ? found.answer : null;
};
