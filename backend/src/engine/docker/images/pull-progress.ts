import { text } from '../../../lib/text.js';
import { z } from 'zod';
import type { ImageProgress } from '../../port.js';

/** A line of Docker's answer to a pull. */
export const PullLine = z.object({
  id: z.string().nullish(),
  status: z.string().nullish(),
  error: z.string().nullish(),
  errorDetail: z.object({ message: z.string().nullish() }).nullish(),
  progressDetail: z
    .object({ current: z.number().nullish(), total: z.number().nullish() })
    .nullish(),
});
export type PullLine = z.infer<typeof PullLine>;

/** Layers pass through these on their way; the number is how much of the way is behind them. */
const stages: Readonly<Record<string, number>> = {
  'Download complete': 0.5,
  'Pull complete': 1,
  'Already exists': 1,
};

/** No image has more layers; a registry may say that it has. */
const MOST_LAYERS = 256;
const LONGEST_ID = 128;

const megabytes = (bytes: number): number => Math.round(bytes / 1e6);

/** Adds up the layers of one pull; percent is null until the first size is known. */
export const createPullProgress = (image: string) => {
  const layers = new Map<string, { done: number; bytes: number; total: number }>();
  let highest = 0;

  return (line: PullLine): ImageProgress | null => {
    const { id, status } = line;
    if (!id || !status || status.startsWith('Pulling from')) return null;
    const known = layers.get(id);
    if (known === undefined && (layers.size >= MOST_LAYERS || id.length > LONGEST_ID)) return null;
    const layer = known ?? { done: 0, bytes: 0, total: 0 };
    layers.set(id, layer);
    const { current, total } = line.progressDetail ?? {};
    if (total) layer.total = total;
    if (status === 'Downloading' && current && layer.total > 0) {
      layer.bytes = current;
      layer.done = (current / layer.total) * 0.5;
    } else if (status === 'Extracting' && current && layer.total > 0) {
      layer.done = 0.5 + (current / layer.total) * 0.5;
    } else {
      layer.done = stages[status] ?? layer.done;
      if (layer.done >= 0.5) layer.bytes = layer.total;
    }

    const all = [...layers.values()];
    const totalBytes = all.reduce((sum, one) => sum + one.total, 0);
    if (totalBytes === 0)
      return { percent: null, message: text('engine.images.downloading', { image }) };
    const done = all.reduce((sum, one) => sum + one.done * one.total, 0) / totalBytes;
    // Layers become known one by one; a bar that runs backwards helps nobody.
    highest = Math.max(highest, Math.min(99, Math.floor(done * 100)));
    const bytes = all.reduce((sum, one) => sum + one.bytes, 0);
    return {
      percent: highest,
      message: text('engine.images.downloaded', {
        image,
        megabytes: megabytes(bytes),
        all: megabytes(totalBytes),
      }),
    };
  };
};
