import { text } from '../lib/text.js';
import { Budget } from '../lib/budget.js';
import type { Clock } from '../lib/clock.js';
import { AppError } from '../lib/errors.js';
import { FairMap } from '../lib/fair-map.js';
import { digest } from '../lib/ids.js';
import { createSingleFlight } from '../lib/single-flight.js';
import type { Hub } from '../jupyterhub/port.js';
import { isAdmin, isHubAdmin, mayEnter, type Principal } from './principal.js';

/** What a token stands for. `forbidden`: the hub knows it, but it may not use Perijove. */
export type Identified =
  | { readonly kind: 'principal'; readonly principal: Omit<Principal, 'via'> }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'forbidden' };

/** While the hub says at once whose access changed. */
const REMEMBER_MS = 60_000;
/** What holds otherwise, and for tokens that the hub does not know. */
const REMEMBER_BRIEFLY_MS = 5_000;
/** Bounds the memory that strangers with random tokens, or users with many of theirs, can take. */
const REMEMBERED = { max: 20_000, maxOfOne: 200 };
/** Each token that nobody knows is a question to the hub. Known ones cost nothing of this. */
const UNKNOWN_TOKENS = { burst: 60, perMinute: 60 };

interface Remembered {
  readonly answer: Identified;
  readonly atMs: number;
}

/** Resolves tokens through JupyterHub and remembers the answers for a while. */
export class Identity {
  private readonly remembered = new FairMap<Remembered>(REMEMBERED);
  private readonly strangers = new Budget({ clock: this.deps.clock, ...UNKNOWN_TOKENS });
  /**
   * Answers that were asked for before something was forgotten are neither remembered after, nor
   * given to those who ask after.
   */
  private epoch = 0;
  private readonly once = createSingleFlight<Identified>();

  constructor(
    private readonly deps: {
      readonly hub: Pick<Hub, 'ownerOf' | 'user'>;
      readonly clock: Clock;
      /** Whether the hub tells whose access changed; then answers are remembered for longer. */
      readonly followsHub: () => boolean;
    },
  ) {}

  /**
   * Throws `hub_unavailable` when the hub is away and nothing is remembered, and `rate_limited` when
   * too many tokens that nobody knows came from there.
   * @param block - of addresses, from which the token comes; null where only we can have sent it
   */
  async resolve(token: string, block: string | null = null): Promise<Identified> {
    const key = digest(token);
    const known = this.remembered.get(key);
    if (known !== undefined && this.isFresh(known)) return known.answer;
    return this.once(`${this.epoch}/${key}`, async () => {
      const before = this.epoch;
      // Whose token was good a minute ago does not pay for strangers at the same address.
      const free = block === null || known?.answer.kind === 'principal';
      const answer = await (free ? this.ask(token) : this.askFor(token, block));
      if (before === this.epoch) this.remember(key, answer, block);
      return answer;
    });
  }

  /** Forgets a token, so that the next use asks the hub. */
  forget(token: string): void {
    this.epoch += 1;
    this.remembered.delete(digest(token));
  }

  /** Forgets every token of that user or service. */
  forgetOwner(name: string): void {
    this.epoch += 1;
    this.remembered.deleteOwner(`owner ${name}`);
  }

  /** Forgets every token. */
  forgetAll(): void {
    this.epoch += 1;
    this.remembered.clear();
  }

  private async ask(token: string): Promise<Identified> {
    const owner = await this.deps.hub.ownerOf(token);
    if (owner === null) return { kind: 'unknown' };
    if (!mayEnter(owner)) return { kind: 'forbidden' };
    const user = owner.kind === 'user' ? await this.deps.hub.user(owner.name) : null;
    return {
      kind: 'principal',
      principal: {
        name: owner.name,
        kind: owner.kind,
        admin: isAdmin(owner, user?.admin ?? false),
        hubAdmin: isHubAdmin(owner, user?.admin ?? false),
        groups: user?.groups ?? [],
        scopes: new Set(owner.scopes),
        tokenId: owner.tokenId,
      },
    };
  }

  private ownerOf(answer: Identified, block: string | null): string {
    return answer.kind === 'principal' ? `owner ${answer.principal.name}` : `block ${block ?? ''}`;
  }

  private remember(key: string, answer: Identified, block: string | null): void {
    this.remembered.set(this.ownerOf(answer, block), key, { answer, atMs: this.deps.clock.now() });
  }

  private isFresh({ answer, atMs }: Remembered): boolean {
    const long = answer.kind === 'principal' && this.deps.followsHub();
    const age = this.deps.clock.now() - atMs;
    return age >= 0 && age < (long ? REMEMBER_MS : REMEMBER_BRIEFLY_MS);
  }

  /** Asks at the expense of the block, unless the hub knows the token. */
  private async askFor(token: string, block: string): Promise<Identified> {
    const seconds = this.strangers.take(block);
    if (seconds > 0) {
      throw new AppError('rate_limited', text('platform.signIn.tooManyTokens', { seconds }), {
        retryAfterSeconds: seconds,
      });
    }
    let unknown = false;
    try {
      const answer = await this.ask(token);
      unknown = answer.kind === 'unknown';
      return answer;
    } finally {
      if (!unknown) this.strangers.giveBack(block);
    }
  }
}
