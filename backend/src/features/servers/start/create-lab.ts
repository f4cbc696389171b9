import { EngineError, type Engine, type LabSpec, type LabState } from '../../../engine/port.js';

/**
 * Makes and starts a lab so that doing it twice makes one. A lab of the same name and spec is
 * taken over; any other of that name is replaced.
 */
export const makeLab = async (
  engine: Engine,
  spec: LabSpec,
  tell: (phase: 'creating' | 'starting') => void,
  signal: AbortSignal,
): Promise<LabState> => {
  tell('creating');
  const made = await createOrAdopt(engine, spec);
  signal.throwIfAborted();
  if (made.status === 'running') return made;
  tell('starting');
  return startSurely(engine, spec.name);
};

const createOrAdopt = async (engine: Engine, spec: LabSpec, attempt = 1): Promise<LabState> => {
  try {
    return await engine.create(spec);
  } catch (error) {
    // A timeout may have made it all the same; look again before doing it again.
    const unsure = isKind(error, 'conflict') || isKind(error, 'timeout_unknown');
    if (!unsure || attempt > 3) throw error;
    const there = await engine.inspect(spec.name);
    if (there !== null && there.specHash === spec.specHash && there.status !== 'exited') {
      return there;
    }
    // `inspect` sees this deployment's labs only: a stranger of that name stays, and we give up.
    if (there === null && isKind(error, 'conflict') && attempt > 1) throw error;
    if (there !== null) await engine.remove(spec.name);
    return createOrAdopt(engine, spec, attempt + 1);
  }
};

/** Starts a lab, looking again where the answer got lost. */
export const startSurely = async (engine: Engine, name: string): Promise<LabState> => {
  try {
    return await engine.start(name);
  } catch (error) {
    if (!isKind(error, 'timeout_unknown')) throw error;
    const there = await engine.inspect(name);
    if (there?.status === 'running') return there;
    return engine.start(name);
  }
};

/** Stops and removes a lab; a stop whose answer got lost ends with the removal. */
export const stopSurely = async (engine: Engine, name: string, graceMs: number): Promise<void> => {
  await engine.stop(name, graceMs).catch((error: unknown) => {
    if (!isKind(error, 'timeout_unknown')) throw error;
  });
  await engine.remove(name);
};

const isKind = (error: unknown, kind: EngineError['kind']): boolean =>
  error instanceof EngineError && error.kind === kind;
