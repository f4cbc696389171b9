import type { ResetResult } from '@perijove/contracts';
import { strings } from '@perijove/contracts/strings';
import { EngineError, type Engine } from '../../../engine/port.js';
import { iso, type Clock } from '../../../lib/clock.js';
import { AppError } from '../../../lib/errors.js';
import type { Adoption } from './adoption.js';
import type { Generations } from './generations.js';
import { MAX_EARLIER_GENERATIONS, refusalOfReset } from './policy.js';
import { isKept } from '../view.js';
import type { VolumeRepo, VolumeRow } from '../repo.js';
import { SHARED, type VolumeDefinition } from '../definitions/volume.js';

/** How the reset of one volume went. */
export type ResetOutcome = ResetResult['results'][number];

/** Emptying a volume, and bringing earlier contents back: one transaction each. */
export interface Reset {
  /** Throws `server_running`. */
  refuseWhileBusy(user: string): void;
  /** Throws `volume_not_found` when none of these is a volume here. */
  refuseUnknown(names: readonly string[]): void;
  /** Never throws for what can go wrong with one volume. */
  reset(user: string, name: string): Promise<ResetOutcome>;
  /**
   * @param mayTake - which of the generations that are still kept this caller may have
   * @param onLost - hears that a user removed it in the engine; it is forgotten then
   * Throws `server_running`, `volume_not_found`, `generation_not_found`, and `EngineError`.
   */
  restore(
    user: string,
    name: string,
    generation: number,
    mayTake: (row: VolumeRow) => boolean,
    onLost: (row: VolumeRow) => void,
  ): Promise<void>;
}

export const createReset = (deps: {
  readonly clock: Clock;
  readonly engine: Pick<Engine, 'volumeExists'>;
  readonly adoption: Adoption;
  /** The platform's own. */
  readonly image: string;
  readonly repo: VolumeRepo;
  readonly generations: Generations;
  readonly definitions: () => readonly VolumeDefinition[];
  readonly isBusy: (user: string) => boolean;
}): Reset => {
  const { clock, engine, adoption, image, repo, generations, definitions, isBusy } = deps;

  const refuseWhileBusy = (user: string): void => {
    if (!isBusy(user)) return;
    throw new AppError('server_running', strings.volumes.inUse);
  };

  /** A volume that an earlier deployment left is a first generation, too. */
  const adoptExisting = async (user: string, definition: VolumeDefinition): Promise<void> => {
    // After a first number was given out, a volume of that name is another user's: one who bore
    // this name before.
    if (repo.lastNumber(user, definition.name) > 0) return;
    await adoption.adopt(user, definition, image);
  };

  /** Begun by a reset and never given to a lab: nothing can be in it, so nothing is kept. */
  const isUntouched = (row: VolumeRow): boolean =>
    row.sizeBytes === 0 && row.measuredAtMs === row.createdAtMs && !repo.isMade(row);

  /** What a reset puts away has to be kept, so it is refused rather than lost. */
  const refuseTooMany = (user: string, name: string): void => {
    const kept = repo.ofUser(user).filter(row => row.name === name && isKept(row, clock.now()));
    if (kept.length < MAX_EARLIER_GENERATIONS) return;
    const next = Math.min(...kept.map(row => row.expiresAtMs ?? 0));
    throw new AppError(
      'too_many_generations',
      strings.volumes.tooManyKept(MAX_EARLIER_GENERATIONS),
      {
        details: { nextExpiresAt: iso(next) },
      },
    );
  };

  return {
    refuseWhileBusy,
    refuseUnknown: names => {
      const [first = ''] = names;
      const known = (name: string): boolean =>
        name === SHARED.name || definitions().some(volume => volume.name === name);
      if (!names.some(known))
        throw new AppError('volume_not_found', strings.common.noVolume(first));
    },
    reset: async (user, name) => {
      const definition = definitions().find(candidate => candidate.name === name) ?? null;
      const refusal = refusalOfReset(name, definition);
      if (refusal !== null || definition === null) {
        return { name, ok: false, recoverableUntil: null, code: null, message: null, ...refusal };
      }
      try {
        await adoptExisting(user, definition);
        const untilMs = repo.transaction(() => {
          // Asked again in the same breath as the change: a start may have begun meanwhile.
          refuseWhileBusy(user);
          const row = repo.current(user, name);
          if (row === null || isUntouched(row)) return null;
          refuseTooMany(user, name);
          const until = generations.retire(row);
          generations.begin(user, definition, true);
          return until;
        });
        return {
          name,
          ok: true,
          code: null,
          message: untilMs === null ? strings.volumes.wasEmpty : null,
          recoverableUntil: untilMs === null ? null : iso(untilMs),
        };
      } catch (error) {
        if (!(error instanceof AppError || error instanceof EngineError)) throw error;
        const code = error instanceof AppError ? error.code : 'engine_unavailable';
        return { name, ok: false, code, message: error.message, recoverableUntil: null };
      }
    },
    restore: async (user, name, generation, mayTake, onLost) => {
      if (!definitions().some(volume => volume.name === name)) {
        throw new AppError('volume_not_found', strings.common.noVolume(name));
      }
      const kept = (): VolumeRow => {
        refuseWhileBusy(user);
        const row = repo.get(user, name, generation);
        if (row === null || !isKept(row, clock.now()) || !mayTake(row)) {
          throw new AppError('generation_not_found', strings.volumes.noGeneration);
        }
        return row;
      };
      // What the database promises the engine may not have any more.
      const promised = kept();
      if (!isUntouched(promised) && !(await engine.volumeExists(promised.engineName))) {
        const lost = kept();
        repo.remove(lost);
        onLost(lost);
        throw new AppError('generation_not_found', strings.volumes.generationLost);
      }
      repo.transaction(() => {
        // Asked again in the same breath as the change.
        const row = kept();
        const current = repo.current(user, name);
        if (current !== null) generations.retire(current);
        repo.makeCurrent(row);
      });
    },
  };
};
