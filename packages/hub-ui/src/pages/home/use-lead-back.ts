import type { ServerView } from '@perijove/contracts';
import { takeWord } from '@perijove/contracts/lead-back';
import { useEffect, useState } from 'react';

/** The word of this tab's lab, read once. */
const take = (within: string) => {
  try {
    return takeWord(sessionStorage, within, Date.now());
  } catch {
    return null;
  }
};

/**
 * Leads a tab back into the lab from which it came: at once when the server has come back, after a
 * start when the person asked for one there. Answers the path to lead to, or null.
 *
 * @param within - path of the person's own server
 * @param wait - says that the lab shall open when the server is ready
 * @param start - starts the server
 */
export const useLeadBack = (
  server: ServerView | undefined,
  within: string,
  wait: () => void,
  start: () => void,
): string | null => {
  const [word] = useState(() => take(within));
  const [followed, setFollowed] = useState(false);
  useEffect(() => {
    if (word === null || server === undefined || followed) return;
    setFollowed(true);
    wait();
    if (word.start && (server.phase === 'stopped' || server.phase === 'failed')) start();
  }, [word, server, followed, wait, start]);
  return word?.path ?? null;
};
