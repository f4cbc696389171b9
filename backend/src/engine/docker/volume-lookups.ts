import { z } from 'zod';
import type { DockerDeps } from './deps.js';

const Listed = z.object({
  Volumes: z
    .array(
      z.object({
        Name: z.string(),
        Mountpoint: z.string().nullish(),
        Labels: z.record(z.string(), z.string()).nullish(),
      }),
    )
    .nullish()
    .transform(volumes => volumes ?? []),
});

/** Names that one question carries: they travel in an address. */
const AT_ONCE = 40;

/** What is known of a volume. */
export interface VolumeFacts {
  readonly mountpoint: string;
  readonly labels: Readonly<Record<string, string>>;
}

type Found = ReadonlyMap<string, VolumeFacts>;

/**
 * Looks for a volume; null when there is none. All who ask in the same moment share one question to Docker: a
 * start asks for five volumes, and thirty starts often begin together.
 */
export const createVolumeLookups = ({
  client,
}: DockerDeps): ((name: string) => Promise<VolumeFacts | null>) => {
  let asked: Set<string> | null = null;
  let answer: Promise<Found> = Promise.resolve(new Map());

  const list = async (names: readonly string[]): Promise<[string, VolumeFacts][]> => {
    const listed = Listed.parse(
      await client.call({ what: 'look for volumes', effect: 'read' }, (docker, signal) =>
        // Docker takes each as a pattern that may match within a name.
        docker.listVolumes({ filters: { name: names.map(patternOf) }, abortSignal: signal }),
      ),
    );
    return listed.Volumes.map(({ Name: name, Mountpoint: mountpoint, Labels: labels }) => [
      name,
      { mountpoint: mountpoint ?? '', labels: labels ?? {} },
    ]);
  };

  const listAll = async (names: readonly string[]): Promise<Found> => {
    const parts: (readonly string[])[] = [];
    for (let first = 0; first < names.length; first += AT_ONCE) {
      parts.push(names.slice(first, first + AT_ONCE));
    }
    return new Map((await Promise.all(parts.map(list))).flat());
  };

  return async name => {
    if (asked === null) {
      const names = new Set<string>();
      asked = names;
      answer = new Promise(resolve => setImmediate(resolve)).then(() => {
        asked = null;
        return listAll([...names]);
      });
    }
    asked.add(name);
    return (await answer).get(name) ?? null;
  };
};

const patternOf = (name: string): string => `^${name.replaceAll('.', '\\.')}$`;
