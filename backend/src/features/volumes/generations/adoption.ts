import type { Engine } from '../../../engine/port.js';
import type { Generations } from './generations.js';
import type { VolumeRepo } from '../repo.js';
import type { VolumeDefinition } from '../definitions/volume.js';
import type { Deps } from '../../deps.js';

/** Volumes that were there before: of an earlier platform, or of DockerSpawner. */
export class Adoption {
  constructor(
    private readonly deps: Deps<'audit' | 'log'> & {
      readonly engine: Pick<Engine, 'volumeExists' | 'ensureVolume' | 'list'>;
      readonly repo: VolumeRepo;
      readonly generations: Generations;
    },
  ) {}

  /**
   * Makes the volume that bears a user's name theirs, if there is one and nobody has it. It is told
   * in the log and in the audit log. Throws `conflict` for one that is another user's.
   * @param image - an image that is present
   */
  async adopt(user: string, definition: VolumeDefinition, image: string): Promise<void> {
    const name = await this.find(user, definition);
    if (name === null) return;
    // First: whatever is written down as this user's would one day be removed with the account.
    await this.deps.engine.ensureVolume(name, { 'perijove.user': user }, image);
    if (this.deps.repo.has(name)) return;
    const row = this.deps.generations.adopt(user, definition, name);
    this.deps.repo.setMade(row);
    this.deps.log.info(`adopted the existing volume ${name} as ${definition.name} of ${user}`);
    this.deps.audit.record({
      actor: 'perijove',
      actorKind: 'platform',
      action: 'volume.adopt',
      subject: user,
      result: 'ok',
      details: { volume: definition.name, generation: row.generation, name },
    });
  }

  /**
   * Begun under a name of our own before there was a template: whose user found it empty, and whose
   * files lie in the volume that the template names. After a reset, a deletion or a change of name
   * the volume of that name is another user's, who bore this name before.
   */
  private standsIn(user: string, definition: VolumeDefinition): boolean {
    const row = this.deps.repo.current(user, definition.name);
    return (
      definition.template !== null &&
      row?.generation === 1 &&
      this.deps.repo.lastNumber(user, definition.name) === 1 &&
      row.engineName === this.deps.generations.nameOf(user, { ...definition, template: null }, 1)
    );
  }

  private async find(user: string, definition: VolumeDefinition): Promise<string | null> {
    const isFirst = this.deps.repo.lastNumber(user, definition.name) === 0;
    if (!isFirst && !this.standsIn(user, definition)) return null;
    const name = this.deps.generations.nameOf(user, definition, 1);
    if (this.deps.repo.has(name) || !(await this.deps.engine.volumeExists(name))) return null;
    if (isFirst) return name;
    // Another server of this user has the one that stands in: two would write to different files.
    const labs = await this.deps.engine.list();
    return labs.some(lab => lab.user === user && lab.status !== 'exited') ? null : name;
  }
}
