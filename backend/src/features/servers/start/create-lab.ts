import { EngineError, type Engine, type LabSpec, type LabState } from '../../../engine/port.js';

/**
 * Creates and starts a lab. Calling it twice creates one: a lab of the same name and spec is
 * adopted, any other of that name is replaced.
 */
export const createLab = async (
  engine: Engine,
  spec: LabSpec,
  onPhase: (phase: 'creating' | 'starting') => void,
  signal: AbortSignal,
): Promise<LabState> => {
  onPhase('creating');
  const lab = await createOrAdopt(engine, spec);
  signal.throwIfAborted();
  if (lab.status === 'running') return lab;
  onPhase('starting');
  return startIdempotent(engine, spec.name);
};

const createOrAdopt = async (engine: Engine, spec: LabSpec, attempt = 1): Promise<LabState> => {
  try {
    return await engine.create(spec);
  } catch (error) {
    // After a timeout the lab may exist all the same.
    const unsure = isKind(error, 'conflict') || isKind(error, 'timeout_unknown');
    if (!unsure || attempt > 3) throw error;
    const existing = await engine.inspect(spec.name);
    if (existing !== null && existing.specHash === spec.specHash && existing.status !== 'exited') {
      return existing;
    }
    // `inspect` sees this deployment's labs only: another's container of that name stays.
    if (existing === null && isKind(error, 'conflict') && attempt > 1) throw error;
    if (existing !== null) await engine.remove(spec.name);
    return createOrAdopt(engine, spec, attempt + 1);
  }
};

/** Starts a lab. When the answer got lost, checks whether it runs before it starts it again. */
export const startIdempotent = async (engine: Engine, name: string): Promise<LabState> => {
  try {
    return await engine.start(name);
  } catch (error) {
    if (!isKind(error, 'timeout_unknown')) throw error;
    const existing = await engine.inspect(name);
    if (existing?.status === 'running') return existing;
    return engine.start(name);
  }
};

/** Stops and removes a lab; the removal also ends a stop whose answer got lost. */
export const stopAndRemove = async (
  engine: Engine,
  name: string,
  graceMs: number,
): Promise<void> => {
  await engine.stop(name, graceMs).catch((error: unknown) => {
    if (!isKind(error, 'timeout_unknown')) throw error;
  });
  await engine.remove(name);
};

const isKind = (error: unknown, kind: EngineError['kind']): boolean =>
  error instanceof EngineError && error.kind === kind;
