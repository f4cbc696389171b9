import { openDb } from '../../db/open.js';
import { Bus } from '../../lib/bus.js';
import { createFakeClock } from '../../../test/fakes/clock.js';
import { silentLogger } from '../../lib/logger.js';
import type { DomainEvents } from '../domain-events.js';
import { PreferencesService } from './service.js';

const setUp = () => {
  const db = openDb(':memory:', 'state');
  const bus = new Bus<DomainEvents>(silentLogger());
  const told: unknown[] = [];
  bus.on('preferences.changed', change => told.push(change));
  return { db, told, service: new PreferencesService({ clock: createFakeClock(), db, bus }) };
};
const none = { quietHours: null, importantOnly: false, language: null };
const night = {
  quietHours: { from: '22:00', until: '07:00' },
  importantOnly: true,
  language: null,
};

it('has no preferences of a user who set none', () => {
  expect(setUp().service.of('ann')).toEqual(none);
});

it("keeps each user's own, and tells their pages", () => {
  const { service, told } = setUp();
  service.set('ann', night);
  expect(service.of('ann')).toEqual(night);
  expect(service.of('bob')).toEqual(none);
  expect(told).toEqual([{ user: 'ann', preferences: night }]);
  service.set('ann', none);
  expect(service.of('ann')).toEqual(none);
});

it('follows an account to its new name, and leaves nothing of a deleted one', () => {
  const { service } = setUp();
  service.set('ann', night);
  service.records.rename('ann', 'anna')();
  expect([service.of('ann'), service.of('anna')]).toEqual([none, night]);
  service.records.forget('anna')();
  expect(service.of('anna')).toEqual(none);
});

it('reads what was stored before languages could be chosen', () => {
  const { db, service } = setUp();
  const { quietHours, importantOnly } = night;
  db.prepare('INSERT INTO preferences VALUES (?, ?, 0)').run(
    'ann',
    JSON.stringify({ quietHours, importantOnly }),
  );
  expect(service.of('ann')).toEqual({ ...night, language: null });
});

it('starts again where it does not understand what another version stored', () => {
  const { db, service } = setUp();
  db.exec(`INSERT INTO preferences VALUES ('ann', '{"later":true}', 0)`);
  expect(service.of('ann')).toEqual(none);
});
