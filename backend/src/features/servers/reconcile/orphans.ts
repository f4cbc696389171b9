import type { AuditAction } from '@perijove/contracts';
import type { LabState } from '../../../engine/port.js';
import { iso } from '../../../lib/clock.js';
import { briefly } from '../start/failure.js';
import { subjectOf } from '../key.js';
import { isOver } from '../phase.js';
import type { ServerDeps } from '../deps.js';

/** Time for an operator, or a hub that is still starting, to claim a lab. */
const GRACE_MS = 600_000;

/**
 * Handles labs of this deployment without a row, as after an older `state.db` was restored. One
 * that the hub still serves is adopted; the others are removed after a grace time.
 */
export class OrphanReconciler {
  private readonly firstSeen = new Map<string, number>();

  constructor(
    private readonly deps: Pick<
      ServerDeps,
      'engine' | 'directory' | 'clock' | 'log' | 'repo' | 'store' | 'lifecycle' | 'audit'
    >,
  ) {}

  async reconcile(labs: readonly LabState[]): Promise<void> {
    const names = new Set(labs.map(lab => lab.name));
    for (const name of this.firstSeen.keys()) if (!names.has(name)) this.firstSeen.delete(name);
    for (const lab of labs.filter(lab => this.isOrphan(lab))) {
      await this.reconcileLab(lab).catch((error: unknown) =>
        this.deps.log.warn(`the lab ${lab.name} stays as it is: ${briefly(error)}`),
      );
    }
  }

  /** Written before anything is removed, so that an operator who restored a database can act. */
  private warn(lab: LabState, action: AuditAction, message: string, details = {}): void {
    const subject = subjectOf(lab.user, lab.server);
    this.deps.log.warn({ lab: lab.name }, message);
    this.deps.audit.record({
      actor: 'reconciler',
      action,
      subject,
      result: 'ok',
      details: { lab: lab.name, ...details },
    });
  }

  private hasNoRow(lab: LabState): boolean {
    const row = this.deps.repo.get(lab.user, lab.server);
    return row === null || row.lab !== lab.name || (isOver(row.phase) && !row.removalPending);
  }

  private isOrphan(lab: LabState): boolean {
    return !this.deps.lifecycle.isBusy(lab.user, lab.server) && this.hasNoRow(lab);
  }

  /** In turn with starts and stops, which may have written a row for the lab meanwhile. */
  private async ifStillOrphan(lab: LabState, job: () => Promise<void> | void): Promise<boolean> {
    return this.deps.lifecycle.exclusive(lab.user, lab.server, async () => {
      const orphan = this.hasNoRow(lab);
      if (orphan) await job();
      return orphan;
    });
  }

  private async servedByHub(lab: LabState): Promise<boolean> {
    if (this.deps.directory.server(lab.user, lab.server)?.ready !== true) return false;
    const fresh = await this.deps.directory.refreshUser(lab.user);
    return fresh?.servers.some(server => server.name === lab.server && server.ready) ?? false;
  }

  private async reconcileLab(lab: LabState): Promise<void> {
    const name = subjectOf(lab.user, lab.server);
    const row = this.deps.repo.get(lab.user, lab.server);
    const ours = row === null || row.lab === lab.name;
    if (ours && lab.status === 'running' && lab.url !== null && (await this.servedByHub(lab))) {
      await this.ifStillOrphan(lab, () => {
        this.warn(
          lab,
          'orphan.adopted',
          `adopted the lab of ${name}: it runs, but is not in the database`,
        );
        this.deps.store.setRunning(lab.user, lab.server, lab, true);
      });
      this.firstSeen.delete(lab.name);
      return;
    }
    const since = this.firstSeen.get(lab.name);
    if (since === undefined) {
      // A stop that ended since the list was read may have removed the lab.
      const existing = await this.deps.engine.inspect(lab.name);
      if (existing === null || !this.isOrphan(lab)) return;
      this.firstSeen.set(lab.name, this.deps.clock.now());
      const removedAt = iso(this.deps.clock.now() + GRACE_MS);
      this.warn(
        lab,
        'orphan.found',
        `found an orphaned lab of ${name}; it will be removed in 10 minutes`,
        { removedAt },
      );
      return;
    }
    if (this.deps.clock.now() - since < GRACE_MS) return;
    // The hub must have been read since: it may still serve the lab.
    const readAtMs = this.deps.directory.refreshedAtMs();
    if (readAtMs === null || readAtMs < since) return;
    const removed = await this.ifStillOrphan(lab, () => this.deps.engine.remove(lab.name));
    this.firstSeen.delete(lab.name);
    if (removed) this.warn(lab, 'orphan.removed', `removed the orphaned lab of ${name}`);
  }
}
