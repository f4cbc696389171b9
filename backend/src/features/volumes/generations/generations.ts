import type { Config } from '../../../config/config.js';
import type { Clock } from '../../../lib/clock.js';
import { volumeName } from '../../servers/names.js';
import { fillTemplate } from '../definitions/name-template.js';
import type { VolumeRepo, VolumeRow } from '../repo.js';
import { SHARED, type VolumeDefinition } from '../definitions/volume.js';

const DAY_MS = 86_400_000;

/** What names and mounts of generations are made from. */
export type NamedVolume = Pick<VolumeDefinition, 'name' | 'mount' | 'template'>;

/** How generations of volumes begin and end. Every change is one transaction of the caller's. */
export interface Generations {
  /** The engine's name of a generation: by its template the first, by our own rule every other. */
  nameOf(user: string, definition: NamedVolume, generation: number): string;
  /** Makes the next generation the current one. `empty`: nothing can be in it yet. */
  begin(user: string, definition: NamedVolume, empty: boolean): VolumeRow;
  /**
   * Makes a volume that was there before the current generation. The one of the platform's that
   * was begun in its place can be brought back for as long as any earlier one.
   */
  adopt(user: string, definition: NamedVolume, engineName: string): VolumeRow;
  /** The current generation, begun when there is none. */
  current(user: string, definition: VolumeDefinition): VolumeRow;
  /** The row of the shared volume as it is configured now; an operator may point it elsewhere. */
  shared(): VolumeRow;
  /** Puts away the current generation for as long as a reset can be undone; answers until when. */
  retire(row: VolumeRow): number;
  /** Moves all volumes of a deleted account to the trash. */
  moveToTrash(user: string): void;
}

export const createGenerations = (deps: {
  readonly repo: VolumeRepo;
  readonly clock: Clock;
  readonly config: Pick<
    Config,
    'PERIJOVE_VOLUME_RETENTION_DAYS' | 'PERIJOVE_SHARED_VOLUME' | 'PERIJOVE_VOLUME_PREFIX'
  >;
}): Generations => {
  const { repo, clock, config } = deps;
  const retentionMs = Math.round(config.PERIJOVE_VOLUME_RETENTION_DAYS * DAY_MS);

  const nameOf: Generations['nameOf'] = (user, { name, template }, generation) =>
    // Later ones are named by ourselves: nothing that a template says can meet them.
    template !== null && generation === 1
      ? fillTemplate(template, user)
      : volumeName(config.PERIJOVE_VOLUME_PREFIX, user, name, generation);

  const insert = (
    row: Pick<VolumeRow, 'user' | 'name' | 'generation' | 'engineName' | 'mount'>,
    empty: boolean,
  ): VolumeRow => {
    const now = clock.now();
    const whole: VolumeRow = {
      ...row,
      state: 'current',
      binned: 0,
      createdAtMs: now,
      retiredAtMs: null,
      expiresAtMs: null,
      sizeBytes: empty ? 0 : null,
      measuredAtMs: empty ? now : null,
    };
    repo.insert(whole);
    return whole;
  };

  const begin: Generations['begin'] = (user, definition, empty) => {
    const { name, mount } = definition;
    const generation = repo.nextNumber(user, name);
    const engineName = nameOf(user, definition, generation);
    return insert({ user, name, generation, engineName, mount }, empty);
  };

  const retire: Generations['retire'] = row => {
    const untilMs = clock.now() + retentionMs;
    repo.retire(row, clock.now(), untilMs, false);
    return untilMs;
  };

  return {
    nameOf,
    begin,
    retire,
    adopt: (user, { name, mount }, engineName) =>
      repo.transaction(() => {
        const row = repo.current(user, name);
        if (row !== null) retire(row);
        const generation = repo.nextNumber(user, name);
        return insert({ user, name, generation, engineName, mount }, false);
      }),
    current: (user, definition) =>
      repo.transaction(() => {
        const row = repo.current(user, definition.name);
        if (row === null) return begin(user, definition, false);
        if (row.mount !== definition.mount) repo.setMount(row, definition.mount);
        return row;
      }),
    shared: () =>
      repo.transaction(() => {
        const known = repo.current('', SHARED.name);
        const engineName = config.PERIJOVE_SHARED_VOLUME;
        if (known?.engineName === engineName) return known;
        if (known !== null) repo.remove(known);
        const generation = repo.nextNumber('', SHARED.name);
        const { name, mount } = SHARED;
        return insert({ user: '', name, generation, engineName, mount }, false);
      }),
    moveToTrash: user => {
      const untilMs = clock.now() + retentionMs;
      for (const row of repo.ofUser(user)) {
        if (row.state === 'current') repo.retire(row, clock.now(), untilMs, true);
        else if (row.state === 'retired') {
          repo.retire(row, row.retiredAtMs ?? clock.now(), row.expiresAtMs ?? untilMs, true);
        }
      }
    },
  };
};
