import type { EventView } from '@perijove/contracts';

/** Something that happened to a server, on the time axis of its plots. */
export interface Marker {
  readonly atMs: number;
  readonly kind: 'start' | 'stop' | 'cull';
}

const kindOf = ({ action, actor }: EventView): Marker['kind'] | null => {
  if (action === 'server.stop') return actor === 'culler' ? 'cull' : 'stop';
  return action === 'server.start' || action === 'server.restart' ? 'start' : null;
};

/** The starts and stops between two instants, in epoch milliseconds, oldest first. */
export const markersOf = (
  events: readonly EventView[],
  fromMs: number,
  toMs: number,
): readonly Marker[] =>
  events
    .flatMap(event => {
      const kind = kindOf(event);
      const atMs = Date.parse(event.at);
      const inside = atMs >= fromMs && atMs <= toMs;
      return kind === null || !inside || event.result !== 'ok' ? [] : [{ atMs, kind }];
    })
    .sort((a, b) => a.atMs - b.atMs);
