import { strings } from '@perijove/contracts/strings';
import { createBudget } from '../lib/budget.js';
import type { Clock } from '../lib/clock.js';
import { AppError } from '../lib/errors.js';
import { createFairMap } from '../lib/fair-map.js';
import { digest } from '../lib/ids.js';
import { createSingleFlight } from '../lib/single-flight.js';
import type { Hub } from '../jupyterhub/port.js';
import { isAdmin, isHubAdmin, mayEnter, type Principal } from './principal.js';

/** What a token stands for. `forbidden`: the hub knows it, but it may not use Perijove. */
export type Identified =
  | { readonly kind: 'principal'; readonly principal: Omit<Principal, 'via'> }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'forbidden' };

/** Resolves tokens through JupyterHub and remembers the answers for a while. */
export interface Identity {
  /**
   * Throws `hub_unavailable` when the hub is away and nothing is remembered, and `rate_limited` when
   * too many tokens that nobody knows came from there.
   * @param block - of addresses, from which the token comes; null where only we can have sent it
   */
  resolve(token: string, block?: string | null): Promise<Identified>;
  /** Forgets a token, so that the next use asks the hub. */
  forget(token: string): void;
  /** Forgets every token of that person or service. */
  forgetOwner(name: string): void;
  /** Forgets every token. */
  forgetAll(): void;
}

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

export const createIdentity = (deps: {
  readonly hub: Pick<Hub, 'ownerOf' | 'user'>;
  readonly clock: Clock;
  /** Whether the hub tells whose access changed; then answers may be remembered for longer. */
  readonly followsHub?: () => boolean;
}): Identity => {
  const { hub, clock, followsHub = () => true } = deps;
  const remembered = createFairMap<Remembered>(REMEMBERED);
  const strangers = createBudget({ clock, ...UNKNOWN_TOKENS });
  /**
   * Answers that were asked for before something was forgotten are neither remembered after, nor
   * given to whoever asks after.
   */
  let epoch = 0;
  const once = createSingleFlight<Identified>();

  const ask = async (token: string): Promise<Identified> => {
    const owner = await hub.ownerOf(token);
    if (owner === null) return { kind: 'unknown' };
    if (!mayEnter(owner)) return { kind: 'forbidden' };
    const person = owner.kind === 'user' ? await hub.user(owner.name) : null;
    return {
      kind: 'principal',
      principal: {
        name: owner.name,
        kind: owner.kind,
        admin: isAdmin(owner, person?.admin ?? false),
        hubAdmin: isHubAdmin(owner, person?.admin ?? false),
        groups: person?.groups ?? [],
        scopes: new Set(owner.scopes),
        tokenId: owner.tokenId,
      },
    };
  };

  const ownerOf = (answer: Identified, block: string | null): string =>
    answer.kind === 'principal' ? `owner ${answer.principal.name}` : `block ${block ?? ''}`;

  const remember = (key: string, answer: Identified, block: string | null): void =>
    remembered.set(ownerOf(answer, block), key, { answer, atMs: clock.now() });

  const isFresh = ({ answer, atMs }: Remembered): boolean => {
    const long = answer.kind === 'principal' && followsHub();
    const age = clock.now() - atMs;
    return age >= 0 && age < (long ? REMEMBER_MS : REMEMBER_BRIEFLY_MS);
  };

  /** Asks at the expense of the block, unless the hub knows the token. */
  const askFor = async (token: string, block: string): Promise<Identified> => {
    const seconds = strangers.take(block);
    if (seconds > 0) {
      throw new AppError('rate_limited', strings.platform.signIn.tooManyTokens(seconds), {
        retryAfterSeconds: seconds,
      });
    }
    let unknown = false;
    try {
      const answer = await ask(token);
      unknown = answer.kind === 'unknown';
      return answer;
    } finally {
      if (!unknown) strangers.giveBack(block);
    }
  };

  return {
    resolve: async (token, block = null) => {
      const key = digest(token);
      const known = remembered.get(key);
      if (known !== undefined && isFresh(known)) return known.answer;
      return once(`${epoch}/${key}`, async () => {
        const before = epoch;
        // Whose token was good a minute ago does not pay for strangers at the same address.
        const free = block === null || known?.answer.kind === 'principal';
        const answer = await (free ? ask(token) : askFor(token, block));
        if (before === epoch) remember(key, answer, block);
        return answer;
      });
    },
    forgetOwner: name => {
      epoch += 1;
      remembered.deleteOwner(`owner ${name}`);
    },
    forgetAll: () => {
      epoch += 1;
      remembered.clear();
    },
    forget: token => {
      epoch += 1;
      remembered.delete(digest(token));
    },
  };
};
