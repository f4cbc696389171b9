import type { ServerView } from '@perijove/contracts';
import type { LinkStatus } from '@perijove/lab-hub';
import { countdown, type Countdown } from './countdown';

/** What the status bar has to say about the server. */
export type Status =
  | { readonly kind: 'hidden' }
  | { readonly kind: 'signed_out' }
  | { readonly kind: 'stopped'; readonly reason: string | null }
  | { readonly kind: 'changing'; readonly to: 'starting' | 'stopping' }
  | { readonly kind: 'running'; readonly countdown: Countdown };

/** Decides what the status bar shows at `nowMs` of the server's clock. */
export const statusOf = (server: ServerView | null, link: LinkStatus, nowMs: number): Status => {
  const phase = server?.phase;
  // A stopped server ends the page's sign-in as well: the stop is the news, not its echo.
  if (server !== null && (phase === 'stopped' || phase === 'failed')) {
    return { kind: 'stopped', reason: server.failure?.message ?? server.stopReason };
  }
  if (phase === 'stopping') return { kind: 'changing', to: 'stopping' };
  if (link === 'refused') return { kind: 'signed_out' };
  if (server === null) return { kind: 'hidden' };
  if (phase !== 'running') return { kind: 'changing', to: 'starting' };
  const time = countdown(server.session, nowMs);
  return time === null ? { kind: 'hidden' } : { kind: 'running', countdown: time };
};

/** Minutes before the end at which a screen reader is told, besides the warnings. */
const SPOKEN_MINUTES = [60, 10, 1];

/**
 * Whether the time that is left is to be spoken now: a mark was passed since `beforeMs`.
 * Speaking at every change would never let anybody work.
 */
export const isSpoken = (beforeMs: number, leftMs: number): boolean =>
  SPOKEN_MINUTES.some(minutes => beforeMs > minutes * 60_000 && leftMs <= minutes * 60_000);
