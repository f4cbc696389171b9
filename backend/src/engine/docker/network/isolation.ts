import { inEnglish } from '../../../lib/catalog.js';
import { text } from '../../../lib/text.js';
import { networkInterfaces } from 'node:os';
import { z } from 'zod';
import { messageOf } from '../../../lib/errors.js';
import { EngineError } from '../../port.js';
import type { DockerDeps } from '../deps.js';
import { followEvents } from '../client/follow-events.js';
import {
  APPLY_SCRIPT,
  chainOf,
  OUTCOMES,
  rulesText,
  type Family,
  type Peer,
} from './host-rules.js';
import type { RunOnHost } from '../helpers/host-tools.js';
import { label } from '../labels.js';

/** What labs may reach beside the Internet. */
export interface IsolationOptions {
  /** Whether they may ask for the metadata of the machine that Docker runs on. */
  readonly metadata: boolean;
  /** Where they find the hub's API; counts when that is a container on their network. */
  readonly hub: { readonly host: string; readonly port: number } | null;
}

const Network = z.object({
  Id: z.string(),
  Driver: z.string().nullish(),
  EnableIPv6: z.boolean().nullish(),
  Options: z.record(z.string(), z.string()).nullish(),
});
const Address = z.object({
  NetworkID: z.string().nullish(),
  IPAddress: z.string().nullish(),
  GlobalIPv6Address: z.string().nullish(),
  Aliases: z.array(z.string()).nullish(),
});
const Listed = z.object({ Id: z.string(), Labels: z.record(z.string(), z.string()).nullish() });
const Inspected = z.object({
  Name: z.string(),
  NetworkSettings: z.object({ Networks: z.record(z.string(), Address).nullish() }),
});

/** Rules vanish when a firewall is reloaded. */
const AGAIN_MS = 5 * 60_000;
/** Many labs that start at once are one change. */
const CALM_MS = 300;
const SURE_MS = 3000;

const read = { what: 'closeNetwork', effect: 'read' } as const;

/**
 * Keeps labs from each other's ports and from those of hub and backend that they do not need, by
 * rules in the firewall of Docker's host. A few rules do for any number of labs, and a start costs
 * nothing: the rules name the containers that are no labs.
 */
export class LabIsolation {
  private readonly ownAddresses = this.deps.ownAddresses ?? addressesHere;
  private applied = '';
  private told = '';
  private wanted: 'no' | 'changed' | 'all' = 'no';
  private working: Promise<void> | null = null;

  constructor(
    private readonly deps: DockerDeps & {
      readonly options: IsolationOptions;
      readonly run: RunOnHost;
      /** This machine's own addresses: in a container, those of the backend. */
      readonly ownAddresses?: () => ReadonlySet<string>;
    },
  ) {}

  /** Brings the rules up to date. A host without the means is told about in the log, once. */
  apply(): Promise<void> {
    return this.request('all');
  }

  /** Resolves once no work on the rules is under way. */
  settled(): Promise<void> {
    return this.working ?? Promise.resolve();
  }

  /** Keeps them so until the signal aborts: a hub that starts again has another address. */
  watch(signal: AbortSignal): void {
    const timers = new Set<() => void>();
    const later = (delayMs: number, run: () => void): void => {
      const cancel = this.deps.clock.after(delayMs, () => {
        timers.delete(cancel);
        run();
      });
      timers.add(cancel);
    };
    const again = (): void =>
      later(AGAIN_MS, () => {
        void this.request('all');
        again();
      });
    again();
    let calm = true;
    const soon = (): void => {
      if (!calm) return;
      calm = false;
      later(CALM_MS, () => {
        calm = true;
        void this.request('changed');
      });
      // Docker tells of a connection before everything about it can be asked for.
      later(SURE_MS, () => void this.request('changed'));
    };
    signal.addEventListener('abort', () => timers.forEach(cancel => cancel()));
    followEvents(
      this.deps,
      { type: ['network'], network: [this.deps.networkName], event: ['connect', 'disconnect'] },
      { open: () => void this.request('all'), event: soon },
      signal,
    );
  }

  private async unlessGone<T>(look: Promise<T>): Promise<T | null> {
    return look.catch((error: unknown) => {
      if (error instanceof EngineError && error.kind === 'not_found') return null;
      throw error;
    });
  }

  private portsOf(names: readonly string[], addresses: readonly string[]): Peer['ports'] {
    const { hub } = this.deps.options;
    if (hub !== null && [...names, ...addresses].includes(hub.host)) return [hub.port];
    const own = this.ownAddresses();
    return addresses.some(address => own.has(address)) ? [] : null;
  }

  private async peersOn(networkId: string): Promise<Peer[]> {
    const listed = z.array(Listed).parse(
      await this.deps.client.call(read, (docker, signal) =>
        docker.listContainers({
          // One that is about to run has its address already.
          all: true,
          filters: { network: [networkId] },
          abortSignal: signal,
        }),
      ),
    );
    const others = listed.filter(({ Labels: labels }) => labels?.[label.lab] !== '1');
    const peers = await Promise.all(
      others.map(async ({ Id: id }) => {
        const found = await this.unlessGone(
          this.deps.client.call(read, (docker, signal) =>
            docker.getContainer(id).inspect({ abortSignal: signal }),
          ),
        );
        if (found === null) return [];
        const { Name: name, NetworkSettings: settings } = Inspected.parse(found);
        const own = Object.values(settings.Networks ?? {}).find(
          ({ NetworkID: of }) => of === networkId,
        );
        const addresses = [own?.IPAddress, own?.GlobalIPv6Address].filter(
          address => address !== undefined && address !== null && address !== '',
        ) as string[];
        const ports = this.portsOf([name.replace(/^\//, ''), ...(own?.Aliases ?? [])], addresses);
        return addresses.map(address => ({ address, ports }));
      }),
    );
    return peers.flat().sort((a, b) => (a.address < b.address ? -1 : 1));
  }

  private async applyOnce(evenIfSame: boolean): Promise<void> {
    const answer = await this.unlessGone(
      this.deps.client.call(read, docker => docker.getNetwork(this.deps.networkName).inspect()),
    );
    if (answer === null) return;
    const { Id: id, Driver: driver, EnableIPv6: six, Options: set } = Network.parse(answer);
    if (driver !== undefined && driver !== null && driver !== 'bridge') {
      throw new Error(`a network of the kind ${driver} has no bridge on Docker's host`);
    }
    const bridge = set?.['com.docker.network.bridge.name'] ?? `br-${id.slice(0, 12)}`;
    const chain = chainOf(id);
    const peers = await this.peersOn(id);
    const families: readonly Family[] = six === true ? [4, 6] : [4];
    const texts = families.map(
      family =>
        [
          family,
          rulesText({ bridge, chain, peers, metadata: this.deps.options.metadata }, family),
        ] as const,
    );
    const print = JSON.stringify(texts);
    if (print === this.applied && !evenIfSame) return;
    for (const [family, rules] of texts) {
      const tool = family === 4 ? 'iptables' : 'ip6tables';
      const { status, output } = await this.deps.run(APPLY_SCRIPT, [tool, bridge, chain, rules]);
      if (status !== 0) {
        const why = reasonOf(status);
        throw new Error(output === '' ? why : `${why}: ${output.slice(0, 300)}`);
      }
    }
    this.applied = print;
  }

  private async work(): Promise<void> {
    while (this.wanted !== 'no') {
      const evenIfSame = this.wanted === 'all';
      this.wanted = 'no';
      try {
        await this.applyOnce(evenIfSame);
        if (this.applied !== '' && this.told !== 'closed') {
          this.deps.log.info(
            `The network ${this.deps.networkName} keeps labs from each other's ports.`,
          );
          this.told = 'closed';
        }
      } catch (error) {
        this.applied = '';
        const why = messageOf(error);
        if (this.told !== why) {
          this.deps.log.warn(
            `The network ${this.deps.networkName} could not be closed: labs may reach each other's ports` +
              `${this.deps.options.metadata ? '' : " and this machine's metadata"}. ` +
              `${why}. It is tried again; docs/security.md tells what it needs.`,
          );
        }
        this.told = why;
      }
    }
    // In the same breath as the last look at what is wanted: no request falls in between.
    this.working = null;
  }

  private request(what: 'changed' | 'all'): Promise<void> {
    if (this.wanted !== 'all') this.wanted = what;
    this.working ??= this.work();
    return this.working;
  }
}

const reasonOf = (status: number): string => {
  if (status === OUTCOMES.noTool) return inEnglish(text('engine.docker.isolation.noTool'));
  if (status === OUTCOMES.refused) return inEnglish(text('engine.docker.isolation.refused'));
  return inEnglish(
    status === OUTCOMES.bridgeUnseen
      ? text('engine.docker.isolation.bridgeUnseen')
      : text('engine.docker.isolation.ended', { status }),
  );
};

const addressesHere = (): ReadonlySet<string> =>
  new Set(
    Object.values(networkInterfaces()).flatMap(all => (all ?? []).map(({ address }) => address)),
  );
