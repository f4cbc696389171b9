import type { ServerView } from '@perijove/contracts';
import { Signal } from '@lumino/signaling';
import { aServer, aSession, inMinutes, NOW } from './session.testkit';
import { Warner } from './warner';

const page = (wanted = true, given: readonly string[] = []) => {
  let now = NOW;
  let alarm: number | null = null;
  const state = { server: null as ServerView | null, serverChanged: new Signal<object, void>({}) };
  const board: string[] = [];
  const warner = new Warner({
    link: { state, serverNow: () => now },
    board: {
      warn: ({ minutes }) => board.push(`warn ${minutes}`),
      stopped: ({ stopReason }) => board.push(`stopped: ${stopReason ?? ''}`),
      clear: () => board.push('clear'),
    },
    memory: new Set(given),
    wanted: () => wanted,
    alarmAt: atMs => (alarm = atMs),
  });
  const become = (server: ServerView): void => {
    state.server = server;
    state.serverChanged.emit();
  };
  /** Lets the time pass to the alarm, as the page's timer would. */
  const ring = (): void => {
    if (alarm === null) throw new Error('No alarm is set.');
    now = alarm;
    warner.check();
  };
  warner.start();
  return { become, ring, board, alarm: () => alarm };
};

const endingIn = (minutes: number): ServerView =>
  aServer({ session: aSession({ deadline: inMinutes(minutes) }) });

describe('the warner', () => {
  it('warns at each mark, once', () => {
    const { become, ring, board, alarm } = page();
    become(endingIn(120));
    expect(board).toEqual([]);
    expect(alarm()).toBe(NOW + 90 * 60_000);
    ring();
    become(endingIn(120));
    ring();
    expect(board).toEqual(['warn 30', 'warn 5']);
    expect(alarm()).toBeNull();
  });

  it('gives only the last warning to a page that opens late', () => {
    const { become, board } = page();
    become(endingIn(3));
    expect(board).toEqual(['warn 5']);
  });

  it('takes the warning back by itself when the deadline moves', () => {
    const { become, board } = page();
    become(endingIn(20));
    become(endingIn(80));
    expect(board).toEqual(['warn 30', 'clear']);
  });

  it('warns anew of a new deadline', () => {
    const { become, board } = page();
    become(endingIn(20));
    become(endingIn(25));
    expect(board).toEqual(['warn 30', 'clear', 'warn 30']);
  });

  it('does not repeat after a reload what it said before', () => {
    const { become, board } = page(true, [`${inMinutes(20)} 30`]);
    become(endingIn(20));
    expect(board).toEqual([]);
  });

  it('says once why the server has stopped, and takes it back when it runs again', () => {
    const { become, board } = page();
    become(endingIn(120));
    const stopped = aServer({ phase: 'stopped', stopReason: 'idle for a day' });
    become(stopped);
    become(stopped);
    become(endingIn(120));
    expect(board).toEqual(['stopped: idle for a day', 'clear']);
  });

  it('keeps quiet when warnings are not wanted, but does not hide a stop', () => {
    const { become, board } = page(false);
    become(endingIn(3));
    become(aServer({ phase: 'stopped', stopReason: 'idle' }));
    expect(board).toEqual(['stopped: idle']);
  });
});
