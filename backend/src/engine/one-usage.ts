import { text } from '../lib/text.js';
import { EngineError, type Engine, type VolumeUsage } from './port.js';

/** Measures one volume by means of many. Throws `not_found` and `unavailable`. */
export const oneUsage = async (
  engine: Pick<Engine, 'volumeExists' | 'volumeUsages'>,
  name: string,
  signal?: AbortSignal,
): Promise<VolumeUsage> => {
  if (!(await engine.volumeExists(name))) {
    throw new EngineError('not_found', text('common.noVolume', { volume: name }));
  }
  const found = new Map<string, VolumeUsage>();
  await engine.volumeUsages([name], (_, usage) => found.set(name, usage), signal);
  const usage = found.get(name);
  if (usage === undefined) {
    throw new EngineError('unavailable', text('engine.volumeNotMeasured', { volume: name }));
  }
  return usage;
};
