import type { Clock } from '../lib/clock.js';
import { FairMap } from '../lib/fair-map.js';
import { newSecret } from '../lib/ids.js';
import type { Principal } from './principal.js';

/** What a ticket opens a socket for. */
export interface TicketHolder {
  readonly principal: Principal;
  readonly token: string;
}

interface Open {
  readonly holder: TicketHolder;
  readonly expiresAtMs: number;
}

const LIFE_MS = 30_000;
const MAX_OPEN = 50_000;
/** A page fetches one and uses it at once; hoarding them loses the first ones. */
const MAX_OPEN_OF_ONE = 100;

/** Single-use tickets, so that no token stands in a page or an address. */
export class Tickets {
  private readonly open = new FairMap<Open>({ max: MAX_OPEN, maxOfOne: MAX_OPEN_OF_ONE });
  /** In the order of their making, which is that of their end. */
  private readonly byAge: { readonly ticket: string; readonly expiresAtMs: number }[] = [];

  constructor(private readonly clock: Clock) {}

  mint(holder: TicketHolder): { readonly ticket: string; readonly expiresAtMs: number } {
    this.sweep();
    const ticket = newSecret();
    const expiresAtMs = this.clock.now() + LIFE_MS;
    this.open.set(holder.principal.name, ticket, { holder, expiresAtMs });
    this.byAge.push({ ticket, expiresAtMs });
    return { ticket, expiresAtMs };
  }

  /** Uses a ticket up; null when it is unknown, used or too old. */
  redeem(ticket: string): TicketHolder | null {
    const found = this.open.get(ticket);
    this.open.delete(ticket);
    return found !== undefined && found.expiresAtMs > this.clock.now() ? found.holder : null;
  }

  /** Makes the tickets of that user worthless. */
  forgetOwner(name: string): void {
    this.open.deleteOwner(name);
  }

  private sweep(): void {
    const valid = this.byAge.findIndex(({ expiresAtMs }) => expiresAtMs > this.clock.now());
    const ended = this.byAge.splice(0, valid === -1 ? this.byAge.length : valid);
    ended.forEach(({ ticket }) => this.open.delete(ticket));
    // Those that were used or pushed out are only names here.
    while (this.byAge.length > MAX_OPEN) this.byAge.shift();
  }
}
