import type { Config } from '../../../config/config.js';
import { volumeName } from '../../servers/names.js';
import { fillTemplate } from '../definitions/name-template.js';
import type { VolumeRepo, VolumeRow } from '../repo.js';
import { SHARED, type VolumeDefinition } from '../definitions/volume.js';
import type { Deps } from '../../deps.js';

const DAY_MS = 86_400_000;

/** What names and mounts of generations are made from. */
export type NamedVolume = Pick<VolumeDefinition, 'name' | 'mount' | 'template'>;

/** How generations of volumes begin and end. Every change is one transaction of the caller's. */
export class Generations {
  private readonly retentionMs = Math.round(
    this.deps.config.PERIJOVE_VOLUME_RETENTION_DAYS * DAY_MS,
  );

  constructor(
    private readonly deps: Deps<'clock'> & {
      readonly repo: VolumeRepo;
      readonly config: Pick<
        Config,
        'PERIJOVE_VOLUME_RETENTION_DAYS' | 'PERIJOVE_SHARED_VOLUME' | 'PERIJOVE_VOLUME_PREFIX'
      >;
    },
  ) {}

  /** The engine's name of a generation: by its template the first, by our own rule every other. */
  nameOf(user: string, { name, template }: NamedVolume, generation: number): string {
    return template !== null && generation === 1
      ? fillTemplate(template, user)
      : volumeName(this.deps.config.PERIJOVE_VOLUME_PREFIX, user, name, generation);
  }

  /** Makes the next generation the current one. `empty`: nothing can be in it yet. */
  begin(user: string, definition: NamedVolume, empty: boolean): VolumeRow {
    const { name, mount } = definition;
    const generation = this.deps.repo.nextNumber(user, name);
    const engineName = this.nameOf(user, definition, generation);
    return this.insert({ user, name, generation, engineName, mount }, empty);
  }

  /**
   * Makes a volume that was there before the current generation. The one of the platform's that
   * was begun in its place can be brought back for as long as any earlier one.
   */
  adopt(user: string, { name, mount }: NamedVolume, engineName: string): VolumeRow {
    return this.deps.repo.transaction(() => {
      const row = this.deps.repo.current(user, name);
      if (row !== null) this.retire(row);
      const generation = this.deps.repo.nextNumber(user, name);
      return this.insert({ user, name, generation, engineName, mount }, false);
    });
  }

  /** The current generation, begun when there is none. */
  current(user: string, definition: VolumeDefinition): VolumeRow {
    return this.deps.repo.transaction(() => {
      const row = this.deps.repo.current(user, definition.name);
      if (row === null) return this.begin(user, definition, false);
      if (row.mount !== definition.mount) this.deps.repo.setMount(row, definition.mount);
      return row;
    });
  }

  /** The row of the shared volume as it is configured now; an operator may point it elsewhere. */
  shared(): VolumeRow {
    return this.deps.repo.transaction(() => {
      const known = this.deps.repo.current('', SHARED.name);
      const engineName = this.deps.config.PERIJOVE_SHARED_VOLUME;
      if (known?.engineName === engineName) return known;
      if (known !== null) this.deps.repo.remove(known);
      const generation = this.deps.repo.nextNumber('', SHARED.name);
      const { name, mount } = SHARED;
      return this.insert({ user: '', name, generation, engineName, mount }, false);
    });
  }

  /** Puts away the current generation for as long as a reset can be undone; answers until when. */
  retire(row: VolumeRow): number {
    const untilMs = this.deps.clock.now() + this.retentionMs;
    this.deps.repo.retire(row, this.deps.clock.now(), untilMs, false);
    return untilMs;
  }

  /** Moves all volumes of a deleted account to the trash. */
  moveToTrash(user: string): void {
    const untilMs = this.deps.clock.now() + this.retentionMs;
    for (const row of this.deps.repo.ofUser(user)) {
      if (row.state === 'current') this.deps.repo.retire(row, this.deps.clock.now(), untilMs, true);
      else if (row.state === 'retired') {
        this.deps.repo.retire(
          row,
          row.retiredAtMs ?? this.deps.clock.now(),
          row.expiresAtMs ?? untilMs,
          true,
        );
      }
    }
  }

  private insert(
    row: Pick<VolumeRow, 'user' | 'name' | 'generation' | 'engineName' | 'mount'>,
    empty: boolean,
  ): VolumeRow {
    const now = this.deps.clock.now();
    const whole: VolumeRow = {
      ...row,
      state: 'current',
      inTrash: 0,
      createdAtMs: now,
      retiredAtMs: null,
      expiresAtMs: null,
      sizeBytes: empty ? 0 : null,
      measuredAtMs: empty ? now : null,
    };
    this.deps.repo.insert(whole);
    return whole;
  }
}
