import { text } from '../lib/text.js';
import { isIP } from 'node:net';
import { exchange, OutgoingError, type Answered } from './exchange.js';
import { isPublic, lookUpPublic } from './public-address.js';

const TIMEOUT_MS = 10_000;
const MOST_REDIRECTS = 3;

/**
 * Fetches a picture from an address that the operator named. Nothing of the platform goes along.
 * Its server may lead elsewhere on the Internet, but not into our own network: an operator may
 * mean an address inside, a stranger's server may not.
 * Throws `OutgoingError`, with words that end a sentence.
 */
export const fetchPicture = async (
  url: URL,
  options: { readonly maxBytes: number },
): Promise<Answered> => {
  const dueBy = AbortSignal.timeout(TIMEOUT_MS);
  let at = url;
  for (let led = 0; led <= MOST_REDIRECTS; led += 1) {
    const trusted = at.origin === url.origin;
    if (!trusted) refuseInside(at);
    const answer = await ask(at, dueBy, trusted, options.maxBytes);
    const next = answer.headers.location;
    if (answer.status < 300 || answer.status > 399 || next === undefined) return answer;
    if (!URL.canParse(next, at.href))
      throw new OutgoingError('refused', text('platform.outgoing.leadsAstray'));
    at = new URL(next, at);
    if (at.protocol !== 'https:' && at.protocol !== 'http:') {
      throw new OutgoingError('refused', text('platform.outgoing.leadsAstray'));
    }
  }
  throw new OutgoingError('refused', text('platform.outgoing.leadsAstray'));
};

const ask = async (
  url: URL,
  signal: AbortSignal,
  trusted: boolean,
  maxBytes: number,
): Promise<Answered> => {
  try {
    return await exchange({
      url,
      headers: { Accept: 'image/*' },
      timeoutMs: TIMEOUT_MS,
      maxBytes,
      signal,
      ...(trusted ? {} : { lookup: lookUpPublic }),
    });
  } catch (error) {
    if (signal.aborted)
      throw new OutgoingError('too_slow', text('platform.outgoing.tooSlow'), error);
    throw error;
  }
};

/** A number instead of a name is connected to without being looked up. */
const refuseInside = (url: URL): void => {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !isPublic(host))
    throw new OutgoingError('refused', text('platform.outgoing.leadsAstray'));
};
