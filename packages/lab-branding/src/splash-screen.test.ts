import { SplashScreen } from './splash-screen';

const onPage = (): boolean => document.getElementById('jupyterlab-splash') !== null;
const settled = (): Promise<void> => Promise.resolve().then(() => undefined);

describe('the splash screen', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => {
    jest.useRealTimers();
    document.body.replaceChildren();
  });

  const screen = (restored: Promise<unknown> = Promise.resolve()) => {
    const offerRecovery = jest.fn(() => Promise.resolve());
    return {
      offerRecovery,
      splash: new SplashScreen({ restored, offerRecovery, timeoutMs: 12_000 }),
    };
  };

  it('covers the page until the last holder is disposed, then fades out', async () => {
    const { splash } = screen();
    const first = splash.show(true);
    const second = splash.show(false);
    expect(document.getElementById('jupyterlab-splash')?.className).toBe('dark');
    first.dispose();
    await settled();
    jest.advanceTimersByTime(1000);
    expect(onPage()).toBe(true);
    second.dispose();
    await settled();
    jest.advanceTimersByTime(200);
    expect(onPage()).toBe(false);
  });

  it('is removed even when the lab failed to restore its layout', async () => {
    const { splash } = screen(Promise.reject(new Error('damaged')));
    splash.show().dispose();
    await settled();
    jest.advanceTimersByTime(200);
    expect(onPage()).toBe(false);
  });

  it('stays when it is shown again during the fade-out', async () => {
    const { splash } = screen();
    splash.show().dispose();
    await settled();
    splash.show();
    jest.advanceTimersByTime(200);
    expect(onPage()).toBe(true);
  });

  it('offers recovery after each timeout, until it is removed', async () => {
    const { splash, offerRecovery } = screen();
    const hold = splash.show();
    jest.advanceTimersByTime(12_000);
    await settled();
    jest.advanceTimersByTime(12_000);
    await settled();
    expect(offerRecovery).toHaveBeenCalledTimes(2);
    hold.dispose();
    await settled();
    jest.advanceTimersByTime(60_000);
    expect(offerRecovery).toHaveBeenCalledTimes(2);
  });

  it('shows one scene at a time', () => {
    const { splash } = screen();
    splash.show();
    splash.set(document.createElement('b'));
    splash.set(document.createElement('i'));
    expect(document.getElementById('jupyterlab-splash')?.innerHTML).toBe('<i></i>');
  });
});
