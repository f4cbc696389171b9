import type { ServerView } from '@perijove/contracts';
import type { LinkStatus } from '@perijove/lab-hub';
import { countdown, type Countdown } from './countdown';

/** What the status bar shows about the server. */
export type Status =
  | { readonly kind: 'hidden' }
  | { readonly kind: 'signed_out' }
  | { readonly kind: 'stopped'; readonly reason: string | null }
  | { readonly kind: 'changing'; readonly to: 'starting' | 'stopping' }
  | { readonly kind: 'running'; readonly countdown: Countdown };

/** The status at `nowMs` of the server's clock. */
export const statusOf = (server: ServerView | null, link: LinkStatus, nowMs: number): Status => {
  const phase = server?.phase;
  // The page's token expires when its server stops; the stop is what to show.
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

/** Minutes before the deadline at which screen readers announce the time, besides the warnings. */
const ANNOUNCED_MINUTES = [60, 10, 1];

/**
 * Whether to announce the time left now, because a threshold was passed since `beforeMs`.
 * Announcing every change would interrupt the user all the time.
 */
export const shouldAnnounce = (beforeMs: number, leftMs: number): boolean =>
  ANNOUNCED_MINUTES.some(minutes => beforeMs > minutes * 60_000 && leftMs <= minutes * 60_000);
