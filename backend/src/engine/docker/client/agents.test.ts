import util from 'node:util';
import { reply, startDaemon, type ScriptedDaemon } from '../../../../test/fakes/docker/daemon.js';

let daemon: ScriptedDaemon;

beforeEach(async () => {
  daemon = await startDaemon();
  daemon.on('GET', '/containers/json', reply(200, []));
});
afterEach(async () => {
  jest.restoreAllMocks();
  await daemon.close();
});

describe('a call to Docker', () => {
  it('spends no time on describing the connections that are open', async () => {
    const engine = daemon.engine();
    await Promise.all(Array.from({ length: 20 }, () => engine.list()));
    const spelled = jest.spyOn(util, 'inspect');

    await engine.list();

    const lengths = spelled.mock.results.map(({ value }) => String(value).length);
    expect(lengths.length).toBeGreaterThan(0);
    expect(Math.max(...lengths)).toBeLessThan(2_000);
  });
});
