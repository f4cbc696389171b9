import type { Clock } from '../platform/clock.js';
import { newSecret } from '../platform/ids.js';
import type { Principal } from './principal.js';

/** What a ticket opens a socket for. */
export interface TicketHolder {
  readonly principal: Principal;
  readonly token: string;
}

/** Single-use tickets, so that no token stands in a page or an address. */
export interface Tickets {
  mint(holder: TicketHolder): { readonly ticket: string; readonly expiresAtMs: number };
  /** Uses a ticket up; null when it is unknown, used or too old. */
  redeem(ticket: string): TicketHolder | null;
  /** Makes the tickets of that person worthless. */
  forgetOwner(name: string): void;
}

const LIFE_MS = 30_000;
const MAX_OPEN = 50_000;

export const createTickets = (clock: Clock): Tickets => {
  const open = new Map<string, { readonly holder: TicketHolder; readonly expiresAtMs: number }>();
  const sweep = (): void => {
    // Insertion order is expiry order: the first that is still valid ends the sweep.
    for (const [ticket, { expiresAtMs }] of open) {
      if (expiresAtMs > clock.now() && open.size < MAX_OPEN) break;
      open.delete(ticket);
    }
  };
  return {
    mint: holder => {
      sweep();
      const ticket = newSecret();
      const expiresAtMs = clock.now() + LIFE_MS;
      open.set(ticket, { holder, expiresAtMs });
      return { ticket, expiresAtMs };
    },
    forgetOwner: name => {
      for (const [ticket, { holder }] of open) {
        if (holder.principal.name === name) open.delete(ticket);
      }
    },
    redeem: ticket => {
      const found = open.get(ticket);
      open.delete(ticket);
      return found !== undefined && found.expiresAtMs > clock.now() ? found.holder : null;
    },
  };
};
