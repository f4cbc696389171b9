import type { ServerView } from '@perijove/contracts';
import { useEffect, useRef } from 'react';

/**
 * Opens the lab once it answers, when the user started it on this very page, wants that, and
 * still looks. Returns the function that says "started here".
 */
export const useOpenWhenReady = (
  server: ServerView | undefined,
  wanted: boolean,
  open: (url: string) => void,
): (() => void) => {
  const startedHere = useRef(false);
  /** A restart is still `running` at first: only what comes after that counts. */
  const leftRunning = useRef(false);
  const phase = server?.phase;
  const url = server?.url ?? null;

  useEffect(() => {
    if (!startedHere.current || phase === undefined) return;
    if (phase === 'failed') startedHere.current = false;
    else if (phase !== 'running') leftRunning.current = true;
    else if (leftRunning.current && url !== null) {
      startedHere.current = false;
      if (wanted && document.visibilityState === 'visible') open(url);
    }
  }, [phase, url, wanted, open]);

  return () => {
    startedHere.current = true;
    leftRunning.current = phase !== 'running';
  };
};
