import type { ServerView } from '@perijove/contracts';
import { takeWord, type LeadBack } from '@perijove/contracts/lead-back';
import { useEffect, useRef, useState } from 'react';

/** The word of this tab's lab, read once. */
const take = (pathOf: (server: string) => string): LeadBack | null => {
  try {
    return takeWord(sessionStorage, pathOf, Date.now());
  } catch {
    return null;
  }
};

/** The way back of a tab that came from a lab. */
export interface ReturnToLab {
  /** The server that it came from, by its name. */
  readonly server: string;
  /** Says that this server was started here and now. */
  readonly wait: () => void;
}

/**
 * Leads a tab back into the lab from which it came: at once when the server has come back, after a
 * start when the user asked for one there. A user who came from a lab wants to go back,
 * whatever they want otherwise. Null when this tab came from no lab.
 *
 * @param serverOf - how a server of the user is, by its name; undefined while that is not known
 * @param pathOf - path of that server
 * @param start - starts that server
 * @param open - goes to a path
 */
export const useReturnToLab = (
  serverOf: (name: string) => ServerView | undefined,
  pathOf: (name: string) => string,
  start: (name: string) => void,
  open: (path: string) => void,
): ReturnToLab | null => {
  const [word] = useState(() => take(pathOf));
  const followed = useRef(false);
  const waiting = useRef(word !== null);
  /** The run that is not the one to go back to. */
  const left = useRef(word?.run ?? null);
  const server = word === null ? undefined : serverOf(word.server);
  const phase = server?.phase;
  const run = server?.startedAt ?? null;
  useEffect(() => {
    if (word === null || phase === undefined) return;
    const over = phase === 'stopped' || phase === 'failed';
    if (!followed.current) {
      followed.current = true;
      if (word.start && over) start(word.server);
    } else if (phase === 'failed') {
      waiting.current = false;
    }
    if (waiting.current && phase === 'running' && run !== left.current) {
      waiting.current = false;
      open(word.path);
    }
    // Only what becomes of the server counts; the functions are other ones at every turn.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [word, phase, run]);
  if (word === null) return null;
  return {
    server: word.server,
    wait: () => {
      waiting.current = true;
      left.current = phase === 'running' ? run : null;
    },
  };
};
