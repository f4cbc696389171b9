import { strings } from '@perijove/contracts/strings';
import { z } from 'zod';
import { createSingleFlight } from '../../platform/single-flight.js';
import { EngineError } from '../port.js';
import type { DockerDeps } from './deps.js';
import { label } from './labels.js';

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

/** The network that hub, backend and labs share. */
export interface LabNetwork {
  /**
   * Makes the network unless there is one; an existing one is used as it is.
   * @returns whether it was looked at: the first time, and after `forget`
   */
  ensure(): Promise<boolean>;
  /** Forgets that the network was seen, after Docker said it is gone. */
  forget(): void;
  /**
   * The host's address on the network: where labs reach what runs on the host. A network that an
   * earlier version left open among labs is made anew where no container knows it.
   */
  gateway(): Promise<string>;
}

/** Docker's own switch for whether containers on a bridge reach each other. */
const AMONG = 'com.docker.network.bridge.enable_icc';

export const createLabNetwork = (
  deps: DockerDeps & {
    readonly internal: boolean;
    /** The hub is on the host: Docker itself can keep labs from each other. */
    readonly hubOnHost: boolean;
  },
): LabNetwork => {
  const { client, networkName } = deps;
  const once = createSingleFlight<Inspected>();
  let known = false;

  const inspect = async (): Promise<Inspected | null> => {
    try {
      return Inspected.parse(
        await client.call({ what: 'lookAtNetwork', effect: 'read' }, docker =>
          docker.getNetwork(networkName).inspect(),
        ),
      );
    } catch (error) {
      if (error instanceof EngineError && error.kind === 'not_found') return null;
      throw error;
    }
  };

  const create = (like?: Inspected): Promise<unknown> =>
    client.call({ what: 'makeNetwork', of: networkName, effect: 'write' }, (docker, signal) =>
      docker.createNetwork({
        Name: networkName,
        Driver: 'bridge',
        CheckDuplicate: true,
        Internal: deps.internal,
        ...(deps.hubOnHost ? { Options: { [AMONG]: 'false' } } : {}),
        ...(like === undefined ? {} : { IPAM: { Config: subnetsOf(like) } }),
        Labels: { [label.deployment]: deps.deploymentId },
        abortSignal: signal,
      }),
    );

  const ensured = (): Promise<Inspected> =>
    once('network', async () => {
      const existing = await inspect();
      if (existing !== null) return existing;
      try {
        await create();
      } catch (error) {
        // Somebody else was faster, or the answer was lost: the network is what counts.
        const made = await inspect();
        if (made !== null) return made;
        throw error;
      }
      const made = await inspect();
      if (made === null) {
        throw new EngineError('conflict', strings.engine.docker.networkVanished(networkName));
      }
      return made;
    });

  /** Docker cannot change a network: it is made anew, with its addresses, while nobody knows it. */
  const closed = async (existing: Inspected): Promise<Inspected> => {
    const ours = existing.Labels?.[label.deployment] === deps.deploymentId;
    if (!deps.hubOnHost || !ours || existing.Options?.[AMONG] === 'false') return existing;
    const known = await client.call({ what: 'lookAtNetwork', effect: 'read' }, (docker, signal) =>
      docker.listContainers({
        all: true,
        filters: { network: [existing.Id] },
        abortSignal: signal,
      }),
    );
    if (known.length > 0) return existing;
    await client.call({ what: 'makeNetwork', of: networkName, effect: 'write' }, (docker, signal) =>
      docker.getNetwork(existing.Id).remove({ abortSignal: signal } as object),
    );
    await create(existing);
    return (await inspect()) ?? existing;
  };

  return {
    ensure: async () => {
      if (known) return false;
      await ensured();
      known = true;
      return true;
    },
    forget: () => {
      known = false;
    },
    gateway: async () => {
      const config = (await closed(await ensured())).IPAM?.Config ?? [];
      for (const { Gateway: gateway, Subnet: subnet } of config) {
        const address = gateway?.split('/')[0] ?? firstAddress(subnet ?? '');
        if (address !== null && !address.includes(':')) return address;
      }
      throw new EngineError('invalid', strings.engine.docker.noGateway(networkName));
    },
  };
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
