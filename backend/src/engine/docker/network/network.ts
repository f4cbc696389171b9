import { text } from '../../../lib/text.js';
import { z } from 'zod';
import { messageOf } from '../../../lib/errors.js';
import { createSingleFlight } from '../../../lib/single-flight.js';
import { EngineError } from '../../port.js';
import type { DockerDeps } from '../deps.js';
import { followEvents } from '../client/follow-events.js';
import { label } from '../labels.js';

const Inspected = z.object({
  Id: z.string(),
  Labels: z.record(z.string(), z.string()).nullish(),
  Options: z.record(z.string(), z.string()).nullish(),
  IPAM: z
    .object({
      Config: z
        .array(z.object({ Subnet: z.string().nullish(), Gateway: z.string().nullish() }))
        .nullish(),
    })
    .nullish(),
});
type Inspected = z.infer<typeof Inspected>;

/** Both as they are; their types tell nothing of the signal, nor of `Force`. */
type Joining = Record<'connect' | 'disconnect', (body: object) => Promise<unknown>>;

/** Events get lost, and Docker may be away while it happens. */
const LOOK_MS = 30_000;

/** Docker's own switch for whether containers on a bridge reach each other. */
const AMONG = 'com.docker.network.bridge.enable_icc';

/** The network that hub, backend and labs share. */
export class LabNetwork {
  private readonly once = createSingleFlight<Inspected>();
  private known = false;
  /** As it was last seen: a new one takes its addresses. */
  private last: Inspected | null =
    this.deps.gateway === null ? null : { Id: '', IPAM: { Config: [around(this.deps.gateway)] } };
  /** The last words about it, so that they are said once. */
  private told = '';

  constructor(
    private readonly deps: DockerDeps & {
      readonly internal: boolean;
      /** The hub is on the host: Docker itself can keep labs from each other. */
      readonly hubOnHost: boolean;
      /** The host's address on it that hub and labs were told; null when there is none to keep. */
      readonly gateway: string | null;
    },
  ) {}

  /**
   * Makes the network unless there is one; an existing one is used as it is.
   * @returns whether it was looked at: the first time, and after `forget`
   */
  async ensure(): Promise<boolean> {
    if (this.known) return false;
    await this.ensured();
    this.known = true;
    return true;
  }

  /** Forgets that the network was seen, after Docker said it is gone. */
  forget(): void {
    this.known = false;
  }

  /**
   * Makes it again, with the addresses that it had, whenever it was removed: by an operator, or
   * by a nightly prune while no lab runs. Hub and labs know each other by these addresses. One that
   * was never there is not made.
   * @param onRemade - hears of it once it is there again
   */
  keep(signal: AbortSignal, onRemade: () => void): void {
    const look = (): void => void this.lookAfter(onRemade);
    let cancel: () => void = () => undefined;
    const again = (): void => {
      cancel = this.deps.clock.after(LOOK_MS, () => {
        look();
        again();
      });
    };
    again();
    signal.addEventListener('abort', () => cancel());
    const filters = {
      type: ['network'],
      network: [this.deps.networkName],
      event: ['destroy', 'remove'],
    };
    followEvents(this.deps, filters, { open: look, event: look }, signal);
  }

  /** Connects a stopped container again that knows a network of the same name, which has gone. */
  async rejoin(container: string): Promise<void> {
    await this.ensured();
    // What it knows is the network of before, and only by force does Docker let go of that.
    await this.attach('disconnect', { Container: container, Force: true });
    await this.attach('connect', { Container: container });
  }

  /** Connects a container that is on no network: one that ran when it was cut off. */
  async join(container: string): Promise<void> {
    await this.attach('connect', { Container: container });
  }

  /**
   * The host's address on the network: where labs reach what runs on the host. A network that an
   * earlier version left open among labs is recreated where no container knows it.
   */
  async gateway(): Promise<string> {
    const config = (await this.closed(await this.ensured())).IPAM?.Config ?? [];
    for (const { Gateway: gateway, Subnet: subnet } of config) {
      const address = gateway?.split('/')[0] ?? firstAddress(subnet ?? '');
      if (address !== null && !address.includes(':')) return address;
    }
    throw new EngineError(
      'invalid',
      text('engine.docker.noGateway', { network: this.deps.networkName }),
    );
  }

  private async inspect(): Promise<Inspected | null> {
    try {
      const found = Inspected.parse(
        await this.deps.client.call({ what: 'inspectNetwork', effect: 'read' }, docker =>
          docker.getNetwork(this.deps.networkName).inspect(),
        ),
      );
      this.last = found;
      return found;
    } catch (error) {
      if (error instanceof EngineError && error.kind === 'not_found') return null;
      throw error;
    }
  }

  private create(like: Inspected | null): Promise<unknown> {
    return this.deps.client.call(
      { what: 'createNetwork', of: this.deps.networkName, effect: 'write' },
      (docker, signal) =>
        docker.createNetwork({
          Name: this.deps.networkName,
          Driver: 'bridge',
          CheckDuplicate: true,
          Internal: this.deps.internal,
          ...(this.deps.hubOnHost ? { Options: { [AMONG]: 'false' } } : {}),
          ...(like === null ? {} : { IPAM: { Config: subnetsOf(like) } }),
          Labels: { [label.deployment]: this.deps.deploymentId },
          abortSignal: signal,
        }),
    );
  }

  private ensured(): Promise<Inspected> {
    return this.once('network', async () => {
      const existing = await this.inspect();
      if (existing !== null) return existing;
      try {
        await this.create(this.last);
      } catch (error) {
        // Another backend was faster, or the answer was lost: the network is what counts.
        const made = await this.inspect();
        if (made !== null) return made;
        throw error;
      }
      const made = await this.inspect();
      if (made === null) {
        throw new EngineError(
          'conflict',
          text('engine.docker.networkVanished', { network: this.deps.networkName }),
        );
      }
      return made;
    });
  }

  /** Docker cannot change a network: it is recreated, with its addresses, while no container knows it. */
  private async closed(existing: Inspected): Promise<Inspected> {
    const ours = existing.Labels?.[label.deployment] === this.deps.deploymentId;
    if (!this.deps.hubOnHost || !ours || existing.Options?.[AMONG] === 'false') return existing;
    const known = await this.deps.client.call(
      { what: 'inspectNetwork', effect: 'read' },
      (docker, signal) =>
        docker.listContainers({
          all: true,
          filters: { network: [existing.Id] },
          abortSignal: signal,
        }),
    );
    if (known.length > 0) return existing;
    await this.deps.client.call(
      { what: 'createNetwork', of: this.deps.networkName, effect: 'write' },
      (docker, signal) => docker.getNetwork(existing.Id).remove({ abortSignal: signal } as object),
    );
    await this.create(existing);
    return (await this.inspect()) ?? existing;
  }

  private async lookAfter(onRemade: () => void): Promise<void> {
    try {
      if (this.last === null || (await this.inspect()) !== null) return;
      this.known = false;
      await this.ensured();
      this.deps.log.warn(
        `The network ${this.deps.networkName} had been removed; it is made again.`,
      );
      this.told = '';
      onRemade();
    } catch (error) {
      // Docker is away, which is reported elsewhere.
      if (error instanceof EngineError && error.kind === 'unavailable') return;
      const why = messageOf(error);
      if (why !== this.told) {
        this.deps.log.error(
          `The network ${this.deps.networkName} was removed and cannot be made again with its addresses: ${why} ` +
            'Nobody reaches hub and labs until it can, or until the platform is started again.',
        );
      }
      this.told = why;
    }
  }

  private attach(what: 'connect' | 'disconnect', body: object): Promise<unknown> {
    return this.deps.client.call(
      { what: 'joinNetwork', of: this.deps.networkName, effect: 'write' },
      (docker, signal) =>
        (docker.getNetwork(this.deps.networkName) as unknown as Joining)[what]({
          ...body,
          abortSignal: signal,
        }),
    );
  }
}

/** A subnet in which this is the host's address, of the size that Docker gives where it has room. */
const around = (gateway: string) => {
  const wide = gateway.endsWith('.0.1');
  const [a, b, c] = gateway.split('.');
  const Subnet = wide ? `${a}.${b}.0.0/16` : `${a}.${b}.${c}.0/24`;
  return { Subnet, Gateway: gateway };
};

const subnetsOf = (network: Inspected) =>
  (network.IPAM?.Config ?? []).map(({ Subnet: subnet, Gateway: gateway }) => ({
    ...(subnet ? { Subnet: subnet } : {}),
    ...(gateway ? { Gateway: gateway } : {}),
  }));

/** The first usable address of an IPv4 subnet: Docker's bridge takes it unless told otherwise. */
export const firstAddress = (subnet: string): string | null => {
  const match = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/\d+$/.exec(subnet);
  if (match === null) return null;
  const number = match.slice(1).reduce((sum, part) => sum * 256 + Number(part), 0) + 1;
  return [24, 16, 8, 0].map(shift => Math.floor(number / 2 ** shift) % 256).join('.');
};
