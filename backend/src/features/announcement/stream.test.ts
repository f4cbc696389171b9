import type { Announcement } from '@perijove/contracts';
import type { Readable } from 'node:stream';
import { Bus } from '../../lib/bus.js';
import { createFakeClock } from '../../../test/fakes/clock.js';
import { silentLogger } from '../../lib/logger.js';
import type { DomainEvents } from '../domain-events.js';
import { AnnouncementStream } from './stream.js';

const setUp = (mostReaders?: number) => {
  const clock = createFakeClock();
  const bus = new Bus<DomainEvents>(silentLogger());
  let current: Announcement | null = null;
  const stream = new AnnouncementStream({
    announcement: { current: () => current },
    bus,
    clock,
    ...(mostReaders === undefined ? {} : { mostReaders }),
  });
  const say = (message: string | null): void => {
    current =
      message === null
        ? null
        : { message, variant: 'info', until: null, updatedAt: '2026-01-01T00:00:00.000Z' };
    bus.emit('announcement.changed', { announcement: current });
  };
  return { clock, stream, say };
};

const heard = (reader: Readable): (string | null)[] =>
  String(reader.read() ?? '')
    .split('\n\n')
    .filter(event => event !== '')
    .map(event => {
      expect(event.startsWith('data: ')).toBe(true);
      const { announcement } = JSON.parse(event.slice('data: '.length)) as {
        announcement: Announcement | null;
      };
      return announcement?.message ?? null;
    });

const left = (reader: Readable): Promise<unknown> =>
  new Promise(resolve => {
    reader.once('close', resolve);
    reader.destroy();
  });

describe('the announcement as a stream', () => {
  it('begins with what stands now, and says every change', () => {
    const { stream, say } = setUp();
    say('Maintenance at 18:00');
    const reader = stream.open();
    say('Done');
    say(null);
    expect(heard(reader)).toEqual(['Maintenance at 18:00', 'Done', null]);
  });

  it('says again what stands, so that a silent line is a broken one', async () => {
    const { stream, say, clock } = setUp();
    stream.start();
    say('Hello');
    const reader = stream.open();
    await clock.advance(60_000);
    expect(heard(reader)).toEqual(['Hello', 'Hello', 'Hello']);
    await stream.stop();
  });

  it('turns away who comes when there are too many, until one leaves', async () => {
    const { stream } = setUp(2);
    const first = stream.open();
    stream.open();
    expect(() => stream.open()).toThrow('Too many open pages');
    await left(first);
    expect(() => stream.open()).not.toThrow();
  });

  it('keeps nothing for a page that takes nothing in', () => {
    const { stream, say } = setUp();
    const reader = stream.open();
    for (let times = 0; times < 1000 && !reader.destroyed; times += 1) say('x'.repeat(280));
    expect(reader.destroyed).toBe(true);
  });

  it('ends for all readers when the platform stops', async () => {
    const { stream } = setUp();
    const reader = stream.open();
    const ended = new Promise(resolve => reader.once('end', resolve));
    reader.resume();
    await stream.stop();
    await ended;
  });
});
