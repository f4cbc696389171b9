import { createFakeClock } from '../../test/fakes/clock.js';
import { silentLogger } from '../lib/logger.js';
import { AccessWorker } from './access-worker.js';
import { createFakeHub } from '../../test/fakes/hub.js';

const setup = async () => {
  const hub = createFakeHub();
  const clock = createFakeClock();
  const heard: (readonly string[] | null)[] = [];
  const worker = new AccessWorker({
    hub,
    clock,
    log: silentLogger(),
    onChanged: names => heard.push(names),
  });
  worker.start();
  await clock.advance(0);
  return { hub, clock, heard, worker };
};

describe('whose access changed', () => {
  it('may be anybody at first, and then those whom the hub names', async () => {
    const { hub, clock, heard, worker } = await setup();
    expect(heard).toEqual([null]);
    hub.changeAccess('ada');
    hub.changeAccess('bob');
    await clock.advance(2_000);
    expect(heard.slice(1)).toEqual([['ada', 'bob']]);
    await clock.advance(10_000);
    expect(heard).toHaveLength(2);
    await worker.stop();
  });

  it('is heard at once when the hub says so', async () => {
    const { hub, clock, heard, worker } = await setup();
    hub.changeAccess('ada');
    worker.nudge();
    await clock.advance(0);
    expect(heard.at(-1)).toEqual(['ada']);
    await worker.stop();
  });

  it('may be anybody after the hub was restarted, and nobody while it is away', async () => {
    const { hub, clock, heard, worker } = await setup();
    hub.setAway(true);
    await clock.advance(10_000);
    expect(heard).toHaveLength(1);
    expect(worker.follows()).toBe(true);
    hub.setAway(false);
    hub.setAccessList('second');
    await clock.advance(2_000);
    expect(heard.slice(1)).toEqual([null]);
    await worker.stop();
  });

  it('is not known with a hub that keeps no list', async () => {
    const { hub, clock, worker } = await setup();
    expect(worker.follows()).toBe(true);
    hub.setAccessList(null);
    await clock.advance(2_000);
    expect(worker.follows()).toBe(false);
    await worker.stop();
  });
});
