import type { AuditAction, ResetResult, VolumeView, VolumesView } from '@perijove/contracts';
import { EngineError, type ImageInfo, type Mount } from '../../engine/port.js';
import { AppError } from '../../lib/errors.js';
import type { UserRecords } from '../user-records.js';
import { Adoption } from './generations/adoption.js';
import {
  createDefinitions,
  defaultFamily,
  familyOf,
  type Family,
} from './definitions/definitions.js';
import { Generations } from './generations/generations.js';
import { toSharedVolumeView, toVolumeView, type VolumeRules } from './view.js';
import { VolumeRepo, type VolumeRow } from './repo.js';
import { Reset } from './generations/reset.js';
import { totalsOf, type VolumeTotal } from './sizes/totals.js';
import { SHARED, type VolumeDefinition } from './definitions/volume.js';
import type { Deps } from '../deps.js';
import type { Unrendered } from '../../lib/text.js';

/** What a lab is given of its owner's files. */
export interface LabVolumes {
  readonly mounts: readonly Mount[];
  /** Mount of the user's home. */
  readonly homeTarget: string;
  /** Mount in which users work; null when there is none of that name. */
  readonly workspaceTarget: string | null;
}

const nothing = (): void => undefined;

/** User volumes: list, reset and restore. */
export class VolumeService {
  readonly repo: VolumeRepo = new VolumeRepo(this.deps.db);
  private readonly definitionsOf = createDefinitions(this.deps.config.PERIJOVE_VOLUMES_FILE, {
    prefix: this.deps.config.PERIJOVE_VOLUME_PREFIX,
    shared: this.deps.config.PERIJOVE_SHARED_VOLUME,
  });
  private readonly families = new Map<string, Family>();
  private counted: { readonly version: number; readonly totals: ReadonlyMap<string, VolumeTotal> } =
    {
      version: -1,
      totals: new Map(),
    };
  private readonly generations = new Generations({ ...this.deps, repo: this.repo });
  private readonly adoption = new Adoption({
    ...this.deps,
    repo: this.repo,
    generations: this.generations,
    log: this.deps.log,
  });
  private readonly image = this.deps.config.JUPYTERHUB_NOTEBOOK_IMAGE;
  private readonly changes = new Reset({
    ...this.deps,
    adoption: this.adoption,
    image: this.image,
    repo: this.repo,
    generations: this.generations,
    definitions: () => this.definitions(),
  });
  readonly records: UserRecords = {
    tables: ['volumes', 'volume_numbers'],
    rename: (from, to) => {
      this.repo.rename(from, to);
      return nothing;
    },
    forget: user => {
      this.generations.moveToTrash(user);
      return nothing;
    },
  };

  constructor(
    private readonly deps: Deps<'clock' | 'db' | 'engine' | 'bus' | 'config' | 'audit' | 'log'> & {
      /** Whether a server of this user runs, starts or stops: its volumes must stay as they are. */
      readonly isBusy: (user: string) => boolean;
    },
  ) {}

  /** Makes sure that every volume of this user exists. Throws `EngineError`. */
  async ensure(user: string, image: string, info: ImageInfo): Promise<LabVolumes> {
    const family = familyOf(image, info);
    this.families.set(image, family);
    const wanted = this.definitionsOf(family);
    const ensureOne = async (
      row: VolumeRow,
      target: string,
      labels: Readonly<Record<string, string>>,
    ): Promise<Mount> => {
      const made = this.repo.isMade(row);
      try {
        const fresh = await this.deps.engine.ensureVolume(row.engineName, labels, image, {
          unsure: !made,
        });
        if (made && fresh) this.noteLost(row);
      } catch (error) {
        // Another's: with another name in the settings this user's volume can still begin.
        const refused = error instanceof EngineError && error.kind === 'conflict';
        if (refused && !made && row.user !== '' && row.generation === 1) this.repo.discard(row);
        throw error;
      }
      if (!made) this.repo.setMade(row);
      return { volume: row.engineName, target, readOnly: false };
    };
    await Promise.all(wanted.map(definition => this.adoption.adopt(user, definition, image)));
    const mounts = await Promise.all([
      ...wanted.map(definition => {
        const row = this.generations.current(user, definition);
        return ensureOne(row, definition.mount, {
          'perijove.user': user,
          'perijove.volume': definition.name,
          'perijove.generation': String(row.generation),
        });
      }),
      ensureOne(this.generations.shared(), SHARED.mount, { 'perijove.volume': SHARED.name }),
    ]);
    const targetOf = (name: string): string | null =>
      wanted.find(definition => definition.name === name)?.mount ?? null;
    return {
      mounts,
      homeTarget: targetOf('home') ?? wanted[0]?.mount ?? '/home',
      workspaceTarget: targetOf('workspace'),
    };
  }

  list(user: string): readonly Unrendered<VolumeView>[] {
    const now = this.deps.clock.now();
    const rows = this.repo.ofUser(user);
    const ofName = (name: string): readonly VolumeRow[] => rows.filter(row => row.name === name);
    return [
      ...this.definitions().map(definition =>
        toVolumeView(definition, ofName(definition.name), now, this.rulesOf(definition)),
      ),
      toSharedVolumeView(this.repo.current('', SHARED.name), this.rulesOf(null)),
    ];
  }

  /**
   * Begins new, empty generations; earlier contents stay recoverable. Throws `server_running`.
   * One volume's failure never hides another's success.
   */
  async reset(
    user: string,
    names: readonly string[],
    actor: string,
  ): Promise<Unrendered<ResetResult>> {
    this.changes.refuseUnknown(names);
    await this.auditRefusal('volume.reset', user, actor, () => this.changes.refuseWhileBusy(user));
    const results: Unrendered<ResetResult>['results'] = [];
    for (const name of new Set(names)) {
      const result = await this.changes.reset(user, name);
      results.push(result);
      this.deps.audit.record({
        actor,
        action: 'volume.reset',
        subject: user,
        result: result.ok ? 'ok' : 'refused',
        details: { volume: name, ...(result.code === null ? {} : { code: result.code }) },
      });
    }
    this.deps.bus.emit('volumes.changed', { user });
    return { results, volumes: [...this.list(user)] };
  }

  /**
   * Brings a generation back. Throws `server_running`, `volume_not_found`, `generation_not_found`,
   * also for one that a user removed in the engine, and `EngineError`.
   */
  async restore(
    user: string,
    name: string,
    generation: number,
    actor: string,
  ): Promise<Unrendered<VolumesView>> {
    await this.bringBack(user, name, generation, actor, row => row.inTrash === 0);
    return { volumes: [...this.list(user)] };
  }

  /** As `restore`, and also what a deleted account of that name left. */
  restoreFromTrash(user: string, name: string, generation: number, actor: string): Promise<void> {
    return this.bringBack(user, name, generation, actor, () => true);
  }

  /** The account is gone: everything it left expires, and nobody of that name inherits it. */
  moveToTrash(user: string): void {
    this.repo.transaction(() => this.generations.moveToTrash(user));
    this.deps.bus.emit('volumes.changed', { user });
  }

  /** What a deleted account of that name left, and until when it can be brought back. */
  trashOf(user: string): { readonly volumes: number; readonly untilMs: number | null } {
    const trashed = this.repo
      .ofUser(user)
      .filter(row => row.inTrash === 1 && row.state === 'retired');
    const times = trashed.map(row => row.expiresAtMs ?? 0);
    return { volumes: trashed.length, untilMs: times.length === 0 ? null : Math.max(...times) };
  }

  /** Totals of the volumes of each user. */
  totals(): ReadonlyMap<string, VolumeTotal> {
    const version = this.repo.version();
    if (this.counted.version !== version) {
      this.counted = { version, totals: totalsOf(this.repo.totalsRows(), this.limits()) };
    }
    return this.counted.totals;
  }

  private definitions(): readonly VolumeDefinition[] {
    return this.definitionsOf(
      this.families.get(this.deps.config.JUPYTERHUB_NOTEBOOK_IMAGE) ?? defaultFamily,
    );
  }

  private rulesOf(definition: Pick<VolumeDefinition, 'warnBytes'> | null): VolumeRules {
    return {
      retentionDays: this.deps.config.PERIJOVE_VOLUME_RETENTION_DAYS,
      warnBytes: definition?.warnBytes ?? this.deps.config.PERIJOVE_VOLUME_WARN_SIZE,
    };
  }

  private limits(): (name: string) => number | null {
    const known = new Map(
      this.definitions().map(each => [each.name, this.rulesOf(each).warnBytes]),
    );
    return name => known.get(name) ?? null;
  }

  private async auditRefusal(
    action: AuditAction,
    user: string,
    actor: string,
    check: () => void | Promise<void>,
  ): Promise<void> {
    try {
      await check();
    } catch (error) {
      const details = { code: error instanceof AppError ? error.code : 'internal' };
      this.deps.audit.record({ actor, action, subject: user, result: 'refused', details });
      throw error;
    }
  }

  /** The volume was removed in the engine and its files are lost. */
  private noteLost(row: VolumeRow): void {
    const { user, name, generation } = row;
    const details = { volume: name, generation, engineName: row.engineName };
    this.deps.audit.record({
      actor: 'perijove',
      action: 'volume.lost',
      subject: user,
      result: 'failed',
      details,
    });
    this.deps.bus.emit('volume.lost', { user, volume: name, current: row.state === 'current' });
    this.deps.bus.emit('volumes.changed', { user });
  }

  private async bringBack(
    user: string,
    name: string,
    generation: number,
    actor: string,
    mayTake: (row: VolumeRow) => boolean,
  ): Promise<void> {
    await this.auditRefusal('volume.restore', user, actor, () =>
      this.changes.restore(user, name, generation, mayTake, row => this.noteLost(row)),
    );
    const details = { volume: name, generation };
    this.deps.audit.record({
      actor,
      action: 'volume.restore',
      subject: user,
      result: 'ok',
      details,
    });
    this.deps.bus.emit('volumes.changed', { user });
  }
}
