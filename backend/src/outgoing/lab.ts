import { exchange } from './exchange.js';

/** A lab has so long for a whole answer, and may say so much. What it says is its user's. */
const ANSWER_MS = 5_000;
const MAX_BYTES = 1024 * 1024;
const SIGN_OF_LIFE_MS = 2_000;

/**
 * Asks a lab something, with a credential that is good for this very lab and nothing else.
 * Answers unchecked JSON, or null when it answers with an error.
 * Throws `OutgoingError` and `SyntaxError`.
 * @param token - minted for this question; never one of the platform's own
 */
export const askLab = async (url: URL, token: string): Promise<unknown> => {
  const answer = await exchange({
    url,
    headers: { Authorization: `token ${token}`, Accept: 'application/json' },
    timeoutMs: ANSWER_MS,
    maxBytes: MAX_BYTES,
  });
  return answer.ok ? answer.json() : null;
};

/** Whether anything answers HTTP there, whatever it answers. Shows no credential; never throws. */
export const labAnswers = async (url: URL, signal: AbortSignal): Promise<boolean> =>
  // Over a fresh connection each time: a lab that just began may drop early ones.
  exchange({ url, timeoutMs: SIGN_OF_LIFE_MS, maxBytes: 'none', signal }).then(
    () => true,
    () => false,
  );
