import type { ResetResult } from '@perijove/contracts';
import { text, type Unrendered } from '../../../lib/text.js';
import { EngineError, type Engine } from '../../../engine/port.js';
import { iso } from '../../../lib/clock.js';
import { AppError } from '../../../lib/errors.js';
import type { Adoption } from './adoption.js';
import type { Generations } from './generations.js';
import { MAX_EARLIER_GENERATIONS, refusalOfReset } from './policy.js';
import { isKept } from '../view.js';
import type { VolumeRepo, VolumeRow } from '../repo.js';
import { SHARED, type VolumeDefinition } from '../definitions/volume.js';
import type { Deps } from '../../deps.js';

/** How the reset of one volume went. */
export type ResetOutcome = Unrendered<ResetResult['results'][number]>;

/** Emptying a volume, and bringing earlier contents back: one transaction each. */
export class Reset {
  constructor(
    private readonly deps: Deps<'clock'> & {
      readonly engine: Pick<Engine, 'volumeExists'>;
      readonly adoption: Adoption;
      /** The platform's own. */
      readonly image: string;
      readonly repo: VolumeRepo;
      readonly generations: Generations;
      readonly definitions: () => readonly VolumeDefinition[];
      readonly isBusy: (user: string) => boolean;
    },
  ) {}

  /** Throws `server_running`. */
  refuseWhileBusy(user: string): void {
    if (!this.deps.isBusy(user)) return;
    throw new AppError('server_running', text('volumes.inUse'));
  }

  /** Throws `volume_not_found` when none of these is a volume here. */
  refuseUnknown(names: readonly string[]): void {
    const [first = ''] = names;
    const known = (name: string): boolean =>
      name === SHARED.name || this.deps.definitions().some(volume => volume.name === name);
    if (!names.some(known))
      throw new AppError('volume_not_found', text('common.noVolume', { volume: first }));
  }

  /** Never throws for what can go wrong with one volume. */
  async reset(user: string, name: string): Promise<ResetOutcome> {
    const definition = this.deps.definitions().find(candidate => candidate.name === name) ?? null;
    const refusal = refusalOfReset(name, definition);
    if (refusal !== null || definition === null) {
      return { name, ok: false, recoverableUntil: null, code: null, message: null, ...refusal };
    }
    try {
      await this.adoptExisting(user, definition);
      const untilMs = this.deps.repo.transaction(() => {
        // Asked again in the same breath as the change: a start may have begun meanwhile.
        this.refuseWhileBusy(user);
        const row = this.deps.repo.current(user, name);
        if (row === null || this.isUntouched(row)) return null;
        this.refuseTooMany(user, name);
        const until = this.deps.generations.retire(row);
        this.deps.generations.begin(user, definition, true);
        return until;
      });
      return {
        name,
        ok: true,
        code: null,
        message: untilMs === null ? text('volumes.wasEmpty') : null,
        recoverableUntil: untilMs === null ? null : iso(untilMs),
      };
    } catch (error) {
      if (!(error instanceof AppError || error instanceof EngineError)) throw error;
      const code = error instanceof AppError ? error.code : 'engine_unavailable';
      return { name, ok: false, code, message: error.message, recoverableUntil: null };
    }
  }

  /**
   * @param mayTake - which of the generations that are still kept this caller may have
   * @param onLost - hears that a user removed it in the engine; it is forgotten then
   * Throws `server_running`, `volume_not_found`, `generation_not_found`, and `EngineError`.
   */
  async restore(
    user: string,
    name: string,
    generation: number,
    mayTake: (row: VolumeRow) => boolean,
    onLost: (row: VolumeRow) => void,
  ): Promise<void> {
    if (!this.deps.definitions().some(volume => volume.name === name)) {
      throw new AppError('volume_not_found', text('common.noVolume', { volume: name }));
    }
    const kept = (): VolumeRow => {
      this.refuseWhileBusy(user);
      const row = this.deps.repo.get(user, name, generation);
      if (row === null || !isKept(row, this.deps.clock.now()) || !mayTake(row)) {
        throw new AppError('generation_not_found', text('volumes.noGeneration'));
      }
      return row;
    };
    // What the database promises the engine may not have any more.
    const promised = kept();
    if (
      !this.isUntouched(promised) &&
      !(await this.deps.engine.volumeExists(promised.engineName))
    ) {
      const lost = kept();
      this.deps.repo.remove(lost);
      onLost(lost);
      throw new AppError('generation_not_found', text('volumes.generationLost'));
    }
    this.deps.repo.transaction(() => {
      // Asked again in the same breath as the change.
      const row = kept();
      const current = this.deps.repo.current(user, name);
      if (current !== null) this.deps.generations.retire(current);
      this.deps.repo.makeCurrent(row);
    });
  }

  /** A volume that an earlier deployment left is a first generation, too. */
  private async adoptExisting(user: string, definition: VolumeDefinition): Promise<void> {
    // After a first number was given out, a volume of that name is another user's: one who bore
    // this name before.
    if (this.deps.repo.lastNumber(user, definition.name) > 0) return;
    await this.deps.adoption.adopt(user, definition, this.deps.image);
  }

  /** Begun by a reset and never given to a lab: nothing can be in it, so nothing is kept. */
  private isUntouched(row: VolumeRow): boolean {
    return (
      row.sizeBytes === 0 && row.measuredAtMs === row.createdAtMs && !this.deps.repo.isMade(row)
    );
  }

  /** What a reset puts away has to be kept, so it is refused rather than lost. */
  private refuseTooMany(user: string, name: string): void {
    const kept = this.deps.repo
      .ofUser(user)
      .filter(row => row.name === name && isKept(row, this.deps.clock.now()));
    if (kept.length < MAX_EARLIER_GENERATIONS) return;
    const next = Math.min(...kept.map(row => row.expiresAtMs ?? 0));
    throw new AppError(
      'too_many_generations',
      text('volumes.tooManyKept', { number: MAX_EARLIER_GENERATIONS }),
      {
        details: { nextExpiresAt: iso(next) },
      },
    );
  }
}
