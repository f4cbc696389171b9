import type { ServerView } from '@perijove/contracts';
import { Signal } from '@lumino/signaling';
import { aServer, aSession, inMinutes, NOW } from './testing/fixtures';
import { DeadlineWarnings } from './deadline-warnings';

const page = (enabled = true, shown: readonly string[] = []) => {
  let now = NOW;
  let alarm: number | null = null;
  const state = { server: null as ServerView | null, serverChanged: new Signal<object, void>({}) };
  const history: string[] = [];
  const warnings = new DeadlineWarnings({
    link: { state, serverNow: () => now },
    display: {
      warn: ({ minutes }) => history.push(`warn ${minutes}`),
      stopped: ({ stopReason }) => history.push(`stopped: ${stopReason ?? ''}`),
      clear: () => history.push('clear'),
    },
    seen: new Set(shown),
    enabled: () => enabled,
    setAlarm: atMs => (alarm = atMs),
  });
  const update = (server: ServerView): void => {
    state.server = server;
    state.serverChanged.emit();
  };
  /** Moves the time to the alarm, as the page's timer does. */
  const waitForAlarm = (): void => {
    if (alarm === null) throw new Error('No alarm is set.');
    now = alarm;
    warnings.check();
  };
  warnings.start();
  return { update, waitForAlarm, history, alarm: () => alarm };
};

const endingIn = (minutes: number): ServerView =>
  aServer({ session: aSession({ deadline: inMinutes(minutes) }) });

describe('the warnings before a stop', () => {
  it('are shown once each', () => {
    const { update, waitForAlarm, history, alarm } = page();
    update(endingIn(120));
    expect(history).toEqual([]);
    expect(alarm()).toBe(NOW + 90 * 60_000);
    waitForAlarm();
    update(endingIn(120));
    waitForAlarm();
    expect(history).toEqual(['warn 30', 'warn 5']);
    expect(alarm()).toBeNull();
  });

  it('are only the latest one on a page that opens late', () => {
    const { update, history } = page();
    update(endingIn(3));
    expect(history).toEqual(['warn 5']);
  });

  it('are removed when the deadline moves', () => {
    const { update, history } = page();
    update(endingIn(20));
    update(endingIn(80));
    expect(history).toEqual(['warn 30', 'clear']);
  });

  it('are shown again for a new deadline', () => {
    const { update, history } = page();
    update(endingIn(20));
    update(endingIn(25));
    expect(history).toEqual(['warn 30', 'clear', 'warn 30']);
  });

  it('are not repeated after a reload', () => {
    const { update, history } = page(true, [`${inMinutes(20)} 30`]);
    update(endingIn(20));
    expect(history).toEqual([]);
  });

  it('give way to the stop, once, which is removed when the server runs again', () => {
    const { update, history } = page();
    update(endingIn(120));
    const stopped = aServer({ phase: 'stopped', stopReason: 'idle for a day' });
    update(stopped);
    update(stopped);
    update(endingIn(120));
    expect(history).toEqual(['stopped: idle for a day', 'clear']);
  });

  it('can be disabled, but a stop is always shown', () => {
    const { update, history } = page(false);
    update(endingIn(3));
    update(aServer({ phase: 'stopped', stopReason: 'idle' }));
    expect(history).toEqual(['stopped: idle']);
  });
});
