import { useEffect, useState } from 'react';

/** The first who fit, and how many do. */
export interface Found {
  readonly users: readonly string[];
  readonly total: number;
}

/** Asks for people by a part of the name. */
export type FindPeople = (search: string) => Promise<Found>;

/** Fast typists ask once, not at every letter. */
const PAUSE_MS = 150;

/** People whose names fit the text; null until the answer for this very text is here. */
export const useFoundPeople = (find: FindPeople, text: string): Found | null => {
  const [found, setFound] = useState<{ text: string; answer: Found } | null>(null);
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
