import { z } from 'zod';
import { createSingleFlight } from '../../../lib/single-flight.js';
import { EngineError } from '../../port.js';
import type { DockerDeps } from '../deps.js';

const Inspected = z.object({
  Mountpoint: z.string().nullish(),
  Labels: z.record(z.string(), z.string()).nullish(),
});

/** What is known of a volume. */
export interface VolumeFacts {
  readonly mountpoint: string;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * Looks for a volume by its name; null when there is none. All who ask for the same one in the same
 * moment share a question: thirty starts look for the shared volume at once. Each volume is asked for
 * by itself, for Docker goes through every volume of the machine to answer with a list.
 */
export const createVolumeLookups = ({
  client,
}: DockerDeps): ((name: string) => Promise<VolumeFacts | null>) => {
  const once = createSingleFlight<VolumeFacts | null>();

  const inspect = async (name: string): Promise<VolumeFacts | null> => {
    try {
      const { Mountpoint: mountpoint, Labels: labels } = Inspected.parse(
        await client.call({ what: 'findVolume', effect: 'read' }, (docker, signal) =>
          docker.getVolume(name).inspect({ abortSignal: signal }),
        ),
      );
      return { mountpoint: mountpoint ?? '', labels: labels ?? {} };
    } catch (error) {
      if (error instanceof EngineError && error.kind === 'not_found') return null;
      throw error;
    }
  };

  return name => once(name, () => inspect(name));
};
