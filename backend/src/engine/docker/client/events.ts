import type { EngineHint } from '../../port.js';
import type { DockerDeps } from '../deps.js';
import { followEvents } from './follow-events.js';
import { label } from '../labels.js';

/** Events that change what `list` answers. */
const telling = new Set([
  'create',
  'start',
  'die',
  'stop',
  'oom',
  'destroy',
  'rename',
  'pause',
  'unpause',
]);

/** Makes hints of Docker's events about labs; each new connection begins with one about all. */
export const watchEvents = (
  deps: DockerDeps,
  onHint: (hint: EngineHint) => void,
  signal: AbortSignal,
): void =>
  followEvents(
    deps,
    { type: ['container'], label: [`${label.deployment}=${deps.deploymentId}`] },
    {
      open: () => onHint({ name: null }),
      event: ({ action, attributes }) => {
        // A helper's comings and goings concern nobody.
        if (attributes[label.lab] !== '1' || !telling.has(action)) return;
        const memoryFull = action === 'oom';
        onHint({ name: attributes.name ?? null, ...(memoryFull ? { memoryFull } : {}) });
      },
    },
    signal,
  );
