import type { EventView } from '@perijove/contracts';
import { markersOf } from './markers';

const event = (at: number, change: Partial<EventView> = {}): EventView => ({
  id: at,
  at: new Date(at).toISOString(),
  actor: 'ada',
  actorKind: 'user',
  address: null,
  action: 'server.start',
  subject: 'ada',
  result: 'ok',
  details: {},
  ...change,
});

it('marks starts, stops and culls in the order of time', () => {
  const events = [
    event(300, { action: 'server.stop', actor: 'culler' }),
    event(200, { action: 'server.stop' }),
    event(100),
  ];
  expect(markersOf(events, 0, 1000)).toEqual([
    { atMs: 100, kind: 'start' },
    { atMs: 200, kind: 'stop' },
    { atMs: 300, kind: 'cull' },
  ]);
});

it('leaves out what was refused, what is outside, and what has no place on the axis', () => {
  const events = [
    event(100, { result: 'refused' }),
    event(2000),
    event(100, { action: 'session.extend' }),
  ];
  expect(markersOf(events, 0, 1000)).toEqual([]);
});
