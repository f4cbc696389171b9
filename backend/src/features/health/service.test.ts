import type { HealthView } from '@perijove/contracts';
import { english } from '../../../test/helpers/english.js';
import type { FullDisk } from '@perijove/contracts';
import { openDb } from '../../db/open.js';
import { createFakeEngine } from '../../../test/fakes/engine/engine.js';
import { createFakeHub } from '../../../test/fakes/hub.js';
import { createFakeClock } from '../../../test/fakes/clock.js';
import { HealthService } from './service.js';

it('tells what engine and hub are, as long as they answer', async () => {
  const clock = createFakeClock();
  const engine = createFakeEngine({ clock, images: [] });
  const db = openDb(':memory:', 'state');
  const health = new HealthService({
    clock,
    db,
    engine,
    hub: createFakeHub(),
    fullDisks: () => [],
    version: '1',
  });
  expect(await health.parts()).toEqual({
    engine: (await engine.caps()).description,
    hubVersion: expect.any(String),
  });
  engine.faults.away(true);
  expect((await health.parts()).engine).toBeNull();
});

it('names full disks, and takes the platform from nobody who makes room', async () => {
  const clock = createFakeClock();
  let full: readonly FullDisk[] = [];
  const health = new HealthService({
    clock,
    db: openDb(':memory:', 'state'),
    engine: createFakeEngine({ clock, images: [] }),
    hub: createFakeHub(),
    fullDisks: () => full,
    version: '1',
  });
  const { status, checks } = await health.view();
  expect([status, checks.disk]).toEqual(['ok', { ok: true, message: null }]);

  full = [{ of: 'data', freeBytes: 0, totalBytes: 10 }];
  const later = english<HealthView>(await health.view());
  expect(later.status).toBe('ok');
  expect(later.checks.disk).toEqual({
    ok: false,
    message: "The disk with the platform's data is full.",
  });
});
