import type { Clock } from '../platform/clock.js';
import { digest } from '../platform/ids.js';
import { createSingleFlight } from '../platform/single-flight.js';
import type { Hub } from '../hub/port.js';
import { isAdmin, isHubAdmin, mayEnter, type Principal } from './principal.js';

/** What a token stands for. `forbidden`: the hub knows it, but it may not use Perijove. */
export type Identified =
  | { readonly kind: 'principal'; readonly principal: Omit<Principal, 'via'> }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'forbidden' };

/** Resolves tokens through JupyterHub and remembers the answers for a while. */
export interface Identity {
  /** Throws `hub_unavailable` when the hub is away and nothing is remembered. */
  resolve(token: string): Promise<Identified>;
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
/** Bounds the memory that strangers with random tokens can take. */
const MAX_REMEMBERED = 20_000;

export const createIdentity = (deps: {
  readonly hub: Pick<Hub, 'ownerOf' | 'user'>;
  readonly clock: Clock;
  /** Whether the hub tells whose access changed; then answers may be remembered for longer. */
  readonly followsHub?: () => boolean;
}): Identity => {
  const { hub, clock, followsHub = () => true } = deps;
  const remembered = new Map<string, { readonly answer: Identified; readonly atMs: number }>();
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

  const remember = (key: string, answer: Identified): void => {
    if (remembered.size >= MAX_REMEMBERED) {
      const oldest = remembered.keys().next();
      if (!oldest.done) remembered.delete(oldest.value);
    }
    remembered.set(key, { answer, atMs: clock.now() });
  };

  const isFresh = ({ answer, atMs }: { answer: Identified; atMs: number }): boolean => {
    const long = answer.kind === 'principal' && followsHub();
    const age = clock.now() - atMs;
    return age >= 0 && age < (long ? REMEMBER_MS : REMEMBER_BRIEFLY_MS);
  };

  return {
    resolve: async token => {
      const key = digest(token);
      const known = remembered.get(key);
      if (known !== undefined && isFresh(known)) return known.answer;
      return once(`${epoch}/${key}`, async () => {
        const before = epoch;
        const answer = await ask(token);
        if (before === epoch) remember(key, answer);
        return answer;
      });
    },
    forgetOwner: name => {
      epoch += 1;
      for (const [key, { answer }] of remembered) {
        if (answer.kind === 'principal' && answer.principal.name === name) remembered.delete(key);
      }
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
