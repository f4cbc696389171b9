import type { ServerView } from '@perijove/contracts';
import { Signal } from '@lumino/signaling';
import { aServer } from './session.testkit';
import { stopIsKnown } from './stop-is-known';

const page = () => {
  const state = {
    server: aServer() as ServerView | null,
    serverChanged: new Signal<object, void>({}),
  };
  const become = (phase: ServerView['phase']): void => {
    state.server = aServer({ phase });
    state.serverChanged.emit();
  };
  return { link: { state }, become };
};

describe('whether a stop explains that the server does not answer', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('is yes at once when the hub has said so', async () => {
    const { link, become } = page();
    become('stopped');
    expect(await stopIsKnown(link, 10_000)).toBe(true);
  });

  it('is yes when the hub says so a little later', async () => {
    const { link, become } = page();
    const answer = stopIsKnown(link, 10_000);
    jest.advanceTimersByTime(5000);
    become('running');
    become('stopping');
    expect(await answer).toBe(true);
  });

  it('is no when the hub goes on saying that it runs', async () => {
    const { link } = page();
    const answer = stopIsKnown(link, 10_000);
    jest.advanceTimersByTime(10_000);
    expect(await answer).toBe(false);
  });
});
