import { createServerClock } from './server-clock';

it('follows the server, whatever this machine believes', () => {
  const clock = createServerClock(() => 1_000);
  expect(clock.now()).toBe(1_000);
  clock.sync('2026-01-01T00:00:00.000Z');
  expect(clock.now()).toBe(Date.parse('2026-01-01T00:00:00.000Z'));
});

it('ignores a time that is none', () => {
  const clock = createServerClock(() => 1_000);
  clock.sync('soon');
  expect(clock.now()).toBe(1_000);
});
