import { aServer, aSession, inMinutes, NOW } from './testing/fixtures';
import { statusOf } from './status';
import { isShown } from './status-settings';

const running = (minutes: number) =>
  statusOf(aServer({ session: aSession({ deadline: inMinutes(minutes) }) }), 'connected', NOW);
const stopped = statusOf(aServer({ phase: 'stopped' }), 'connected', NOW);
const nothing = statusOf(null, 'connecting', NOW);

describe('the time left in the status bar', () => {
  it.each([
    ['always', running(600), true],
    ['always', nothing, false],
    ['near', running(61), false],
    ['near', running(60), true],
    ['near', stopped, true],
    ['near', nothing, false],
    ['never', running(1), false],
    ['never', stopped, false],
  ] as const)('with “%s”', (show, status, shown) => {
    expect(isShown(status, { show, nearMinutes: 60 })).toBe(shown);
  });
});
