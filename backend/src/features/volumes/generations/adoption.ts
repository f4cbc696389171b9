import type { Engine } from '../../../engine/port.js';
import type { Logger } from '../../../lib/logger.js';
import type { AuditLog } from '../../domain-events.js';
import type { Generations } from './generations.js';
import type { VolumeRepo } from '../repo.js';
import type { VolumeDefinition } from '../definitions/volume.js';

/** Volumes that were there before: of an earlier platform, or of DockerSpawner. */
export interface Adoption {
  /**
   * Makes the volume that bears a user's name theirs, if there is one and nobody has it. It is told
   * in the log and in the audit log. Throws `conflict` for one that is another user's.
   * @param image - an image that is present
   */
  adopt(user: string, definition: VolumeDefinition, image: string): Promise<void>;
}

export const createAdoption = (deps: {
  readonly engine: Pick<Engine, 'volumeExists' | 'ensureVolume' | 'list'>;
  readonly repo: VolumeRepo;
  readonly generations: Generations;
  readonly audit: AuditLog;
  readonly log: Logger;
}): Adoption => {
  const { engine, repo, generations, audit, log } = deps;

  /**
   * Begun under a name of our own before there was a template: whose user found it empty, and whose
   * files lie in the volume that the template names. After a reset, a deletion or a change of name
   * the volume of that name is another user's, who bore this name before.
   */
  const standsIn = (user: string, definition: VolumeDefinition): boolean => {
    const row = repo.current(user, definition.name);
    return (
      definition.template !== null &&
      row?.generation === 1 &&
      repo.lastNumber(user, definition.name) === 1 &&
      row.engineName === generations.nameOf(user, { ...definition, template: null }, 1)
    );
  };

  const find = async (user: string, definition: VolumeDefinition): Promise<string | null> => {
    const isFirst = repo.lastNumber(user, definition.name) === 0;
    if (!isFirst && !standsIn(user, definition)) return null;
    const name = generations.nameOf(user, definition, 1);
    if (repo.has(name) || !(await engine.volumeExists(name))) return null;
    if (isFirst) return name;
    // Another server of this user has the one that stands in: two would write to different files.
    const labs = await engine.list();
    return labs.some(lab => lab.user === user && lab.status !== 'exited') ? null : name;
  };

  return {
    adopt: async (user, definition, image) => {
      const name = await find(user, definition);
      if (name === null) return;
      // First: whatever is written down as this user's would one day be removed with the account.
      await engine.ensureVolume(name, { 'perijove.user': user }, image);
      if (repo.has(name)) return;
      const row = generations.adopt(user, definition, name);
      repo.setMade(row);
      log.info(`adopted the existing volume ${name} as ${definition.name} of ${user}`);
      audit.record({
        actor: 'perijove',
        actorKind: 'platform',
        action: 'volume.adopt',
        subject: user,
        result: 'ok',
        details: { volume: definition.name, generation: row.generation, name },
      });
    },
  };
};
