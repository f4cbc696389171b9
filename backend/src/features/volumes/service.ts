import type { AuditAction, ResetResult, VolumeView, VolumesView } from '@perijove/contracts';
import type { Config } from '../../config/config.js';
import type { Db } from '../../db/open.js';
import { EngineError, type Engine, type ImageInfo, type Mount } from '../../engine/port.js';
import type { Clock } from '../../lib/clock.js';
import { AppError } from '../../lib/errors.js';
import type { Logger } from '../../lib/logger.js';
import type { AuditLog, DomainBus } from '../domain-events.js';
import type { UserRecords } from '../user-records.js';
import { createAdoption } from './generations/adoption.js';
import {
  createDefinitions,
  defaultFamily,
  familyOf,
  type Family,
} from './definitions/definitions.js';
import { createGenerations } from './generations/generations.js';
import { toSharedVolumeView, toVolumeView, type VolumeRules } from './view.js';
import { createVolumeRepo, type VolumeRepo, type VolumeRow } from './repo.js';
import { createReset } from './generations/reset.js';
import { totalsOf, type VolumeTotal } from './sizes/totals.js';
import { SHARED, type VolumeDefinition } from './definitions/volume.js';

/** What a lab is given of its owner's files. */
export interface LabVolumes {
  readonly mounts: readonly Mount[];
  /** Mount of the user's home. */
  readonly homeTarget: string;
  /** Mount in which users work; null when there is none of that name. */
  readonly workspaceTarget: string | null;
}

/** User volumes: list, reset and restore. */
export interface VolumeService {
  /** Makes sure that every volume of this user exists. Throws `EngineError`. */
  ensure(user: string, image: string, info: ImageInfo): Promise<LabVolumes>;
  list(user: string): readonly VolumeView[];
  /**
   * Begins new, empty generations; earlier contents stay recoverable. Throws `server_running`.
   * One volume's failure never hides another's success.
   */
  reset(user: string, names: readonly string[], actor: string): Promise<ResetResult>;
  /**
   * Brings a generation back. Throws `server_running`, `volume_not_found`, `generation_not_found`,
   * also for one that a user removed in the engine, and `EngineError`.
   */
  restore(user: string, name: string, generation: number, actor: string): Promise<VolumesView>;
  /** As `restore`, and also what a deleted account of that name left. */
  restoreFromTrash(user: string, name: string, generation: number, actor: string): Promise<void>;
  /** The account is gone: everything it left expires, and nobody of that name inherits it. */
  moveToTrash(user: string): void;
  /** What a deleted account of that name left, and until when it can be brought back. */
  trashOf(user: string): { readonly volumes: number; readonly untilMs: number | null };
  readonly records: UserRecords;
  /** Totals of the volumes of each user. */
  totals(): ReadonlyMap<string, VolumeTotal>;
  readonly repo: VolumeRepo;
}

const nothing = (): void => undefined;

export const createVolumeService = (deps: {
  readonly clock: Clock;
  readonly db: Db;
  readonly engine: Engine;
  readonly bus: DomainBus;
  readonly config: Config;
  readonly audit: AuditLog;
  readonly log: Logger;
  /** Whether a server of this user runs, starts or stops: its volumes must stay as they are. */
  readonly isBusy: (user: string) => boolean;
}): VolumeService => {
  const { clock, engine, bus, config, audit, isBusy } = deps;
  const repo = createVolumeRepo(deps.db);
  const definitionsOf = createDefinitions(config.PERIJOVE_VOLUMES_FILE, {
    prefix: config.PERIJOVE_VOLUME_PREFIX,
    shared: config.PERIJOVE_SHARED_VOLUME,
  });
  const families = new Map<string, Family>();
  let counted: { readonly version: number; readonly totals: ReadonlyMap<string, VolumeTotal> } = {
    version: -1,
    totals: new Map(),
  };

  const definitions = (): readonly VolumeDefinition[] =>
    definitionsOf(families.get(config.JUPYTERHUB_NOTEBOOK_IMAGE) ?? defaultFamily);
  const generations = createGenerations({ repo, clock, config });
  const adoption = createAdoption({ engine, repo, generations, audit, log: deps.log });
  const image = config.JUPYTERHUB_NOTEBOOK_IMAGE;
  const changes = createReset({
    clock,
    engine,
    adoption,
    image,
    repo,
    generations,
    definitions,
    isBusy,
  });

  const rulesOf = (definition: Pick<VolumeDefinition, 'warnBytes'> | null): VolumeRules => ({
    retentionDays: config.PERIJOVE_VOLUME_RETENTION_DAYS,
    warnBytes: definition?.warnBytes ?? config.PERIJOVE_VOLUME_WARN_SIZE,
  });
  const limits = (): ((name: string) => number | null) => {
    const known = new Map(definitions().map(each => [each.name, rulesOf(each).warnBytes]));
    return name => known.get(name) ?? null;
  };

  const list = (user: string): readonly VolumeView[] => {
    const now = clock.now();
    const rows = repo.ofUser(user);
    const ofName = (name: string): readonly VolumeRow[] => rows.filter(row => row.name === name);
    return [
      ...definitions().map(definition =>
        toVolumeView(definition, ofName(definition.name), now, rulesOf(definition)),
      ),
      toSharedVolumeView(repo.current('', SHARED.name), rulesOf(null)),
    ];
  };

  const auditRefusal = async (
    action: AuditAction,
    user: string,
    actor: string,
    check: () => void | Promise<void>,
  ): Promise<void> => {
    try {
      await check();
    } catch (error) {
      const details = { code: error instanceof AppError ? error.code : 'internal' };
      audit.record({ actor, action, subject: user, result: 'refused', details });
      throw error;
    }
  };

  /** The volume was removed in the engine and its files are lost. */
  const noteLost = (row: VolumeRow): void => {
    const { user, name, generation } = row;
    const details = { volume: name, generation, engineName: row.engineName };
    audit.record({
      actor: 'perijove',
      action: 'volume.lost',
      subject: user,
      result: 'failed',
      details,
    });
    bus.emit('volume.lost', { user, volume: name, current: row.state === 'current' });
    bus.emit('volumes.changed', { user });
  };

  const bringBack = async (
    user: string,
    name: string,
    generation: number,
    actor: string,
    mayTake: (row: VolumeRow) => boolean,
  ): Promise<void> => {
    await auditRefusal('volume.restore', user, actor, () =>
      changes.restore(user, name, generation, mayTake, noteLost),
    );
    const details = { volume: name, generation };
    audit.record({ actor, action: 'volume.restore', subject: user, result: 'ok', details });
    bus.emit('volumes.changed', { user });
  };

  return {
    repo,
    list,
    ensure: async (user, image, info) => {
      const family = familyOf(image, info);
      families.set(image, family);
      const wanted = definitionsOf(family);
      const ensureOne = async (
        row: VolumeRow,
        target: string,
        labels: Readonly<Record<string, string>>,
      ): Promise<Mount> => {
        const made = repo.isMade(row);
        try {
          const fresh = await engine.ensureVolume(row.engineName, labels, image, { unsure: !made });
          if (made && fresh) noteLost(row);
        } catch (error) {
          // Another's: with another name in the settings this user's volume can still begin.
          const refused = error instanceof EngineError && error.kind === 'conflict';
          if (refused && !made && row.user !== '' && row.generation === 1) repo.discard(row);
          throw error;
        }
        if (!made) repo.setMade(row);
        return { volume: row.engineName, target, readOnly: false };
      };
      await Promise.all(wanted.map(definition => adoption.adopt(user, definition, image)));
      const mounts = await Promise.all([
        ...wanted.map(definition => {
          const row = generations.current(user, definition);
          return ensureOne(row, definition.mount, {
            'perijove.user': user,
            'perijove.volume': definition.name,
            'perijove.generation': String(row.generation),
          });
        }),
        ensureOne(generations.shared(), SHARED.mount, { 'perijove.volume': SHARED.name }),
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
      changes.refuseUnknown(names);
      await auditRefusal('volume.reset', user, actor, () => changes.refuseWhileBusy(user));
      const results: ResetResult['results'] = [];
      for (const name of new Set(names)) {
        const result = await changes.reset(user, name);
        results.push(result);
        audit.record({
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
    restore: async (user, name, generation, actor) => {
      await bringBack(user, name, generation, actor, row => row.binned === 0);
      return { volumes: [...list(user)] };
    },
    restoreFromTrash: (user, name, generation, actor) =>
      bringBack(user, name, generation, actor, () => true),
    moveToTrash: user => {
      repo.transaction(() => generations.moveToTrash(user));
      bus.emit('volumes.changed', { user });
    },
    trashOf: user => {
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
        generations.moveToTrash(user);
        return nothing;
      },
    },
    totals: () => {
      const version = repo.version();
      if (counted.version !== version) {
        counted = { version, totals: totalsOf(repo.totalsRows(), limits()) };
      }
      return counted.totals;
    },
  };
};
