import { useCallback, useState } from 'react';

/** A yes-or-no wish of this browser, kept in local storage. Never for anything secret. */
export const useLocalSetting = (
  key: string,
  initially: boolean,
): readonly [boolean, (value: boolean) => void] => {
  const [value, setValue] = useState(() => {
    try {
      const stored = localStorage.getItem(key);
      return stored === null ? initially : stored === 'true';
    } catch {
      return initially;
    }
  });
  const change = useCallback(
    (next: boolean) => {
      setValue(next);
      try {
        localStorage.setItem(key, String(next));
      } catch {
        // Storage can be forbidden; then the wish lasts as long as the page.
      }
    },
    [key],
  );
  return [value, change];
};
