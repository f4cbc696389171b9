import type { ServerView } from '@perijove/contracts';
import { Signal } from '@lumino/signaling';
import { aServer } from './testing/fixtures';
import { isStopReported } from './stop-reported';

const page = () => {
  const state = {
    server: aServer() as ServerView | null,
    serverChanged: new Signal<object, void>({}),
  };
  const setPhase = (phase: ServerView['phase']): void => {
    state.server = aServer({ phase });
    state.serverChanged.emit();
  };
  return { link: { state }, setPhase };
};

describe('whether the hub reports a stop', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('is true at once when the hub has reported it', async () => {
    const { link, setPhase } = page();
    setPhase('stopped');
    expect(await isStopReported(link, 10_000)).toBe(true);
  });

  it('is true when the hub reports it a little later', async () => {
    const { link, setPhase } = page();
    const answer = isStopReported(link, 10_000);
    jest.advanceTimersByTime(5000);
    setPhase('running');
    setPhase('stopping');
    expect(await answer).toBe(true);
  });

  it('is false when the server keeps running', async () => {
    const { link } = page();
    const answer = isStopReported(link, 10_000);
    jest.advanceTimersByTime(10_000);
    expect(await answer).toBe(false);
  });
});
