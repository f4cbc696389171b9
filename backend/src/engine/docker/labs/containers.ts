import { EngineError } from '../../port.js';
import type { DockerDeps } from '../deps.js';
import { label, labsOf } from '../labels.js';
import { InspectedContainer, ListedContainer } from './state.js';

/** A container under a name we asked for: ours, foreign, or none. */
export type Found =
  | { readonly kind: 'ours'; readonly container: InspectedContainer }
  | { readonly kind: 'foreign' }
  | { readonly kind: 'none' };

/** Looks at containers without changing any. */
export class Containers {
  constructor(private readonly deps: DockerDeps) {}

  async find(nameOrId: string): Promise<Found> {
    try {
      const container = InspectedContainer.parse(
        await this.deps.client.call(
          { what: 'inspectContainer', effect: 'read' },
          (docker, signal) => docker.getContainer(nameOrId).inspect({ abortSignal: signal }),
        ),
      );
      const labels = container.Config.Labels;
      const ours = labels[label.deployment] === this.deps.deploymentId && labels[label.lab] === '1';
      return ours ? { kind: 'ours', container } : { kind: 'foreign' };
    } catch (error) {
      if (error instanceof EngineError && error.kind === 'not_found') return { kind: 'none' };
      throw error;
    }
  }

  async list({ all }: { readonly all: boolean }): Promise<readonly ListedContainer[]> {
    const answer = await this.deps.client.call(
      { what: 'listContainers', effect: 'read' },
      (docker, signal) =>
        docker.listContainers({
          all,
          filters: labsOf(this.deps.deploymentId),
          abortSignal: signal,
        }),
    );
    return ListedContainer.array().parse(answer);
  }
}

/** A container's own name among those by which links know it. */
export const nameOf = (container: {
  readonly Id: string;
  readonly Names?: readonly string[] | null | undefined;
}): string =>
  (container.Names ?? []).map(name => name.replace(/^\//, '')).find(name => !name.includes('/')) ??
  container.Id;
