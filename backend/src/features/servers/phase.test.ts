import type { HubServer } from '../../jupyterhub/port.js';
import { mergePhase } from './phase.js';

const hub = (change: Partial<HubServer>): HubServer => ({
  name: '',
  displayName: null,
  ready: true,
  pending: null,
  startedMs: null,
  lastActivityMs: null,
  url: '/user/alice/',
  ...change,
});
const long = 3_600_000;

describe('the phase that users see', () => {
  it.each([
    ['running when both agree', 'running', null, hub({}), long, 'running'],
    [
      'waiting while the hub has no route yet',
      'running',
      null,
      hub({ ready: false, pending: 'spawn' }),
      0,
      'waiting',
    ],
    ['waiting while the hub was not read since the start', 'running', null, null, 1000, 'waiting'],
    ['running when the hub has been away for long', 'running', null, null, long, 'running'],
    ['stopping as soon as it was asked for', 'running', 'stop', hub({}), long, 'stopping'],
    ['stopping when the hub stops it', 'running', null, hub({ pending: 'stop' }), long, 'stopping'],
    ['stopping at the beginning of a restart', 'running', 'restart', hub({}), long, 'stopping'],
    ['queued in the middle of a restart', 'stopped', 'restart', null, null, 'queued'],
    ['queued as soon as a start was asked for', 'stopped', 'start', null, null, 'queued'],
    [
      'queued when the hub starts it',
      'stopped',
      null,
      hub({ ready: false, pending: 'spawn' }),
      null,
      'queued',
    ],
    [
      'failed while the hub tidies up',
      'failed',
      null,
      hub({ ready: false, pending: 'spawn' }),
      null,
      'failed',
    ],
    [
      'our own step during a start',
      'pulling',
      null,
      hub({ ready: false, pending: 'spawn' }),
      null,
      'pulling',
    ],
    ['stopping when a start is called off', 'pulling', 'stop', null, null, 'stopping'],
    ['stopped although the hub still believes in it', 'stopped', null, hub({}), null, 'stopped'],
  ] as const)('is %s', (_name, own, intent, seen, sinceReadyMs, phase) => {
    expect(mergePhase({ own, intent, hub: seen, sinceReadyMs })).toBe(phase);
  });

  it('is waiting until the hub knows where a lab is that was restarted', () => {
    const known = { own: 'running', intent: null, hub: hub({}), sinceReadyMs: 0 } as const;
    expect(mergePhase({ ...known, restarting: true })).toBe('waiting');
    expect(mergePhase({ ...known, restarting: false })).toBe('running');
  });
});
