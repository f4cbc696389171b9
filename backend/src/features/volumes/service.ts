import type { ResetResult, VolumeView, VolumesView } from '@perijove/contracts';
import type { Config } from '../../config/config.js';
import type { Db } from '../../db/open.js';
import { EngineError, type Engine, type ImageInfo, type Mount } from '../../engine/port.js';
import { iso, type Clock } from '../../platform/clock.js';
import { AppError } from '../../platform/errors.js';
import type { Audit, DomainBus } from '../domain-events.js';
import type { PersonalRecords } from '../personal-records.js';
import { volumeName } from '../servers/names.js';
import {
  createDefinitions,
  defaultFamily,
  familyOf,
  SHARED,
  type Family,
  type VolumeDefinition,
} from './definitions.js';
import { refusalOfReset } from './policy.js';
import { isRecoverable, presentShared, presentVolume } from './present.js';
import { createVolumeRepo, type VolumeRepo, type VolumeRow, type VolumeTotal } from './repo.js';

/** What a lab is given of its owner's files. */
export interface LabVolumes {
  readonly mounts: readonly Mount[];
  /** Mount of the person's home. */
  readonly homeTarget: string;
  /** Mount in which people work; null when there is none of that name. */
  readonly workspaceTarget: string | null;
}

/** People's files: what they have, and how it is emptied and brought back. */
export interface VolumeService {
  /** Makes sure that every volume of this person exists. Throws `EngineError`. */
  ensure(user: string, image: string, info: ImageInfo): Promise<LabVolumes>;
  list(user: string): readonly VolumeView[];
  /**
   * Begins new, empty generations; earlier contents stay recoverable. Throws `server_running`.
   * One volume's failure never hides another's success.
   */
  reset(user: string, names: readonly string[], actor: string): Promise<ResetResult>;
  /** Brings a generation back. Throws `server_running`, `volume_not_found`, `generation_not_found`. */
  restore(user: string, name: string, generation: number, actor: string): VolumesView;
  /** The account is gone: everything it left expires, and nobody of that name inherits it. */
  bin(user: string): void;
  /** What a deleted account of that name left, and until when it can be brought back. */
  binOf(user: string): { readonly volumes: number; readonly untilMs: number | null };
  readonly records: PersonalRecords;
  /** What everybody's current volumes weigh, of those that were measured. */
  totals(): ReadonlyMap<string, VolumeTotal>;
  readonly repo: VolumeRepo;
}

type ResetOutcome = ResetResult['results'][number];

const DAY_MS = 86_400_000;
const nothing = (): void => undefined;

export const createVolumeService = (deps: {
  readonly clock: Clock;
  readonly db: Db;
  readonly engine: Engine;
  readonly bus: DomainBus;
  readonly config: Config;
  readonly audit: Audit;
  /** Whether a server of this person runs, starts or stops: its volumes must stay as they are. */
  readonly isBusy: (user: string) => boolean;
}): VolumeService => {
  const { clock, engine, bus, config, audit, isBusy } = deps;
  const repo = createVolumeRepo(deps.db);
  const definitionsOf = createDefinitions(config.PERIJOVE_VOLUMES_FILE);
  const families = new Map<string, Family>();
  const retentionMs = Math.round(config.PERIJOVE_VOLUME_RETENTION_DAYS * DAY_MS);
  const rules = {
    retentionDays: config.PERIJOVE_VOLUME_RETENTION_DAYS,
    warnBytes: config.PERIJOVE_VOLUME_WARN_SIZE,
  };
  let cachedTotals: ReadonlyMap<string, VolumeTotal> | null = null;
  bus.on('volumes.changed', () => {
    cachedTotals = null;
  });

  const definitions = (): readonly VolumeDefinition[] =>
    definitionsOf(families.get(config.JUPYTERHUB_NOTEBOOK_IMAGE) ?? defaultFamily);

  const begin = (user: string, name: string, mount: string, empty: boolean): VolumeRow => {
    const generation = repo.nextNumber(user, name);
    const now = clock.now();
    const row: VolumeRow = {
      user,
      name,
      generation,
      engineName: volumeName(user, name, generation),
      mount,
      state: 'current',
      binned: 0,
      createdAtMs: now,
      retiredAtMs: null,
      expiresAtMs: null,
      sizeBytes: empty ? 0 : null,
      measuredAtMs: empty ? now : null,
    };
    repo.insert(row);
    return row;
  };

  const currentOf = (user: string, definition: VolumeDefinition): VolumeRow =>
    repo.transaction(() => {
      const row = repo.current(user, definition.name);
      if (row === null) return begin(user, definition.name, definition.mount, false);
      if (row.mount !== definition.mount) repo.setMount(row, definition.mount);
      return row;
    });

  /** The row of the shared volume as it is configured now; an operator may point it elsewhere. */
  const ensureShared = (): VolumeRow =>
    repo.transaction(() => {
      const known = repo.current('', SHARED.name);
      if (known?.engineName === config.PERIJOVE_SHARED_VOLUME) return known;
      if (known !== null) repo.remove(known);
      const row: VolumeRow = {
        user: '',
        name: SHARED.name,
        generation: repo.nextNumber('', SHARED.name),
        engineName: config.PERIJOVE_SHARED_VOLUME,
        mount: SHARED.mount,
        state: 'current',
        binned: 0,
        createdAtMs: clock.now(),
        retiredAtMs: null,
        expiresAtMs: null,
        sizeBytes: null,
        measuredAtMs: null,
      };
      repo.insert(row);
      return row;
    });

  const list = (user: string): readonly VolumeView[] => {
    const now = clock.now();
    const rows = repo.ofUser(user);
    return [
      ...definitions().map(definition =>
        presentVolume(
          definition,
          rows.filter(row => row.name === definition.name),
          now,
          rules,
        ),
      ),
      presentShared(repo.current('', SHARED.name), rules),
    ];
  };

  const refuseWhileBusy = (user: string): void => {
    if (!isBusy(user)) return;
    throw new AppError(
      'server_running',
      'The server still uses these files. Stop it first, then try again. Nothing was changed.',
    );
  };

  const auditRefusal = <T>(action: string, user: string, actor: string, check: () => T): T => {
    try {
      return check();
    } catch (error) {
      const details = { code: error instanceof AppError ? error.code : 'internal' };
      audit({ actor, action, subject: user, result: 'refused', details });
      throw error;
    }
  };

  /** A volume that an earlier deployment left is a first generation, too. */
  const adoptExisting = async (user: string, definition: VolumeDefinition): Promise<void> => {
    // After a first number was given out, a volume of that name is another person's: one who bore
    // this name before.
    if (repo.lastNumber(user, definition.name) > 0) return;
    if (!(await engine.volumeExists(volumeName(user, definition.name, 1)))) return;
    currentOf(user, definition);
  };

  const resetOne = async (user: string, name: string): Promise<ResetOutcome> => {
    const definition = definitions().find(candidate => candidate.name === name) ?? null;
    const refusal = refusalOfReset(name, definition);
    if (refusal !== null || definition === null) {
      return { name, ok: false, recoverableUntil: null, code: null, message: null, ...refusal };
    }
    const untilMs = clock.now() + retentionMs;
    try {
      await adoptExisting(user, definition);
      const retired = repo.transaction(() => {
        // Asked again in the same breath as the change: a start may have begun meanwhile.
        refuseWhileBusy(user);
        const row = repo.current(user, name);
        if (row === null) return false;
        repo.retire(row, clock.now(), untilMs, false);
        begin(user, name, definition.mount, true);
        return true;
      });
      const message = retired ? null : 'This volume was empty already.';
      return {
        name,
        ok: true,
        code: null,
        message,
        recoverableUntil: retired ? iso(untilMs) : null,
      };
    } catch (error) {
      if (!(error instanceof AppError || error instanceof EngineError)) throw error;
      const code = error instanceof AppError ? error.code : 'engine_unavailable';
      return { name, ok: false, code, message: error.message, recoverableUntil: null };
    }
  };

  const bringBack = (user: string, name: string, generation: number): void => {
    if (!list(user).some(volume => volume.name === name)) {
      throw new AppError('volume_not_found', `There is no volume ${name}.`);
    }
    repo.transaction(() => {
      refuseWhileBusy(user);
      const row = repo.get(user, name, generation);
      if (row === null || !isRecoverable(row, clock.now())) {
        throw new AppError(
          'generation_not_found',
          'These earlier contents are not there any more: restored already, or past their time.',
        );
      }
      const current = repo.current(user, name);
      if (current !== null) repo.retire(current, clock.now(), clock.now() + retentionMs, false);
      repo.makeCurrent(row);
    });
  };

  const binRows = (user: string): void => {
    const untilMs = clock.now() + retentionMs;
    for (const row of repo.ofUser(user)) {
      if (row.state === 'current') repo.retire(row, clock.now(), untilMs, true);
      else if (row.state === 'retired') {
        repo.retire(row, row.retiredAtMs ?? clock.now(), row.expiresAtMs ?? untilMs, true);
      }
    }
  };

  return {
    repo,
    list,
    ensure: async (user, image, info) => {
      const family = familyOf(image, info);
      families.set(image, family);
      const wanted = definitionsOf(family);
      const ensureOne = async (
        { volume, target }: Omit<Mount, 'readOnly'>,
        labels: Readonly<Record<string, string>>,
      ): Promise<Mount> => {
        await engine.ensureVolume(volume, labels, image);
        return { volume, target, readOnly: false };
      };
      const mounts = await Promise.all([
        ...wanted.map(definition => {
          const row = currentOf(user, definition);
          return ensureOne(
            { volume: row.engineName, target: definition.mount },
            {
              'perijove.user': user,
              'perijove.volume': definition.name,
              'perijove.generation': String(row.generation),
            },
          );
        }),
        ensureOne(
          { volume: ensureShared().engineName, target: SHARED.mount },
          { 'perijove.volume': SHARED.name },
        ),
      ]);
      const targetOf = (name: string): string | null =>
        wanted.find(definition => definition.name === name)?.mount ?? null;
      return {
        mounts,
        homeTarget: targetOf('home') ?? wanted[0]?.mount ?? '/home',
        workspaceTarget: targetOf('workspace'),
      };
    },
    reset: async (user, names, actor) => {
      auditRefusal('volume.reset', user, actor, () => refuseWhileBusy(user));
      const results: ResetOutcome[] = [];
      for (const name of new Set(names)) {
        const result = await resetOne(user, name);
        results.push(result);
        audit({
          actor,
          action: 'volume.reset',
          subject: user,
          result: result.ok ? 'ok' : 'refused',
          details: { volume: name, ...(result.code === null ? {} : { code: result.code }) },
        });
      }
      bus.emit('volumes.changed', { user });
      return { results, volumes: [...list(user)] };
    },
    restore: (user, name, generation, actor) => {
      auditRefusal('volume.restore', user, actor, () => bringBack(user, name, generation));
      audit({
        actor,
        action: 'volume.restore',
        subject: user,
        result: 'ok',
        details: { volume: name, generation },
      });
      bus.emit('volumes.changed', { user });
      return { volumes: [...list(user)] };
    },
    bin: user => {
      repo.transaction(() => binRows(user));
      bus.emit('volumes.changed', { user });
    },
    binOf: user => {
      const binned = repo.ofUser(user).filter(row => row.binned === 1 && row.state === 'retired');
      const times = binned.map(row => row.expiresAtMs ?? 0);
      return { volumes: binned.length, untilMs: times.length === 0 ? null : Math.max(...times) };
    },
    records: {
      tables: ['volumes', 'volume_numbers'],
      rename: (from, to) => {
        repo.rename(from, to);
        return nothing;
      },
      forget: user => {
        binRows(user);
        return nothing;
      },
    },
    totals: () => (cachedTotals ??= repo.totals()),
  };
};
