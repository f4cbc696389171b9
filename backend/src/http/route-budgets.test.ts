import { routes, texts, type EndpointName, type TextName } from '@perijove/contracts';
import { createFakeClock } from '../../test/fakes/clock.js';
import type { Principal } from '../auth/principal.js';
import { allowances, createRouteBudgets, workOf } from './route-budgets.js';

const named = (name: string, admin = false): Principal =>
  ({ name, kind: 'user', admin, scopes: new Set() }) as unknown as Principal;

describe('the budgets of routes', () => {
  it('has one for every route, and none without an end', () => {
    const names = [...Object.keys(routes), ...Object.keys(texts)] as (EndpointName | TextName)[];
    for (const name of names) {
      const { burst, perMinute } = allowances[workOf(name)];
      expect(burst).toBeLessThanOrEqual(600);
      expect(perMinute).toBeGreaterThan(0);
    }
  });

  it('lets one user use up their own, by work, and says when to come again', async () => {
    const clock = createFakeClock();
    const charge = createRouteBudgets(clock);
    const [ada, bob] = [named('ada'), named('bob')];
    const reset = (who: Principal) => () => charge('resetVolumes', who, '10.0.0.7');
    for (let count = 0; count < 20; count += 1) reset(ada)();
    expect(reset(ada)).toThrow(
      expect.objectContaining({
        code: 'rate_limited',
        status: 429,
        options: { retryAfterSeconds: 6 },
      }),
    );
    expect(reset(bob)).not.toThrow();
    expect(() => charge('startServer', ada, '10.0.0.7')).not.toThrow();
    await clock.advance(6000);
    expect(reset(ada)).not.toThrow();
  });

  it('charges strangers by the block of their address', () => {
    const charge = createRouteBudgets(createFakeClock());
    const ask = (block: string) => () => charge('getBranding', null, block);
    for (let count = 0; count < 600; count += 1) ask('10.0.0.66')();
    expect(ask('10.0.0.66')).toThrow(expect.objectContaining({ code: 'rate_limited' }));
    expect(ask('10.0.0.7')).not.toThrow();
    expect(() => charge('getBranding', named('ada'), '10.0.0.66')).not.toThrow();
  });

  it('gives an administrator, who acts on many, ten times as much', () => {
    const charge = createRouteBudgets(createFakeClock());
    const stop = () => charge('startServer', named('root', true), '10.0.0.7');
    for (let count = 0; count < 400; count += 1) stop();
    expect(stop).toThrow(expect.objectContaining({ code: 'rate_limited' }));
  });
});
