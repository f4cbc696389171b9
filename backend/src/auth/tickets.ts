import type { Clock } from '../lib/clock.js';
import { createFairMap } from '../lib/fair-map.js';
import { newSecret } from '../lib/ids.js';
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
/** A page fetches one and uses it at once; whoever hoards them loses the first ones. */
const MAX_OPEN_OF_ONE = 100;

export const createTickets = (clock: Clock): Tickets => {
  interface Open {
    readonly holder: TicketHolder;
    readonly expiresAtMs: number;
  }
  const open = createFairMap<Open>({ max: MAX_OPEN, maxOfOne: MAX_OPEN_OF_ONE });
  /** In the order of their making, which is that of their end. */
  const byAge: { readonly ticket: string; readonly expiresAtMs: number }[] = [];
  const sweep = (): void => {
    const valid = byAge.findIndex(({ expiresAtMs }) => expiresAtMs > clock.now());
    const ended = byAge.splice(0, valid === -1 ? byAge.length : valid);
    ended.forEach(({ ticket }) => open.delete(ticket));
    // Those that were used or pushed out are only names here.
    while (byAge.length > MAX_OPEN) byAge.shift();
  };
  return {
    mint: holder => {
      sweep();
      const ticket = newSecret();
      const expiresAtMs = clock.now() + LIFE_MS;
      open.set(holder.principal.name, ticket, { holder, expiresAtMs });
      byAge.push({ ticket, expiresAtMs });
      return { ticket, expiresAtMs };
    },
    forgetOwner: name => open.deleteOwner(name),
    redeem: ticket => {
      const found = open.get(ticket);
      open.delete(ticket);
      return found !== undefined && found.expiresAtMs > clock.now() ? found.holder : null;
    },
  };
};
