import type { NotificationView, Preferences } from '@perijove/contracts';
import { Signal } from '@lumino/signaling';
import { Toaster, type ToastListener } from './toaster';

const NOW = Date.parse('2030-01-01T12:00:00.000Z');

const notice = (id: string, differs: Partial<NotificationView> = {}): NotificationView => ({
  id,
  cursor: 1,
  title: null,
  message: 'Maintenance at 18:00',
  variant: 'info',
  autoCloseMs: null,
  actions: [],
  sender: 'root',
  createdAt: '2030-01-01T11:59:00.000Z',
  expiresAt: null,
  state: 'pending',
  ...differs,
});

const page = (wanted = true, shownBefore: readonly string[] = [], reportsAtOnce = false) => {
  const state = {
    notifications: [] as readonly NotificationView[],
    notificationsChanged: new Signal<object, void>({}),
    preferences: null as Preferences | null,
  };
  const acks: string[] = [];
  const board = new Map<string, ToastListener>();
  const history: string[] = [];
  const more = { count: 0, close: (): void => undefined };
  const memory = new Set(shownBefore);
  const toaster = new Toaster({
    link: {
      state,
      serverNow: () => NOW,
      acknowledge: (id, to) => {
        acks.push(`${id} ${to}`);
        if (!reportsAtOnce) return;
        state.notifications = state.notifications.map(one =>
          one.id === id ? { ...one, state: to } : one,
        );
        state.notificationsChanged.emit();
      },
    },
    board: {
      show: ({ id }, listener, loudness) => {
        board.set(id, listener);
        history.push(loudness === 'toast' ? id : `(${id})`);
      },
      hide: id => board.delete(id),
      showMore: (count, closed) => {
        more.count = count;
        more.close = closed;
      },
    },
    memory,
    wanted: () => wanted,
  });
  const become = (...notifications: NotificationView[]): void => {
    state.notifications = notifications;
    state.notificationsChanged.emit();
  };
  toaster.start();
  return { state, become, acks, board, history, memory, more };
};

describe('the toaster', () => {
  it('shows what is new and reports it as delivered', () => {
    const { become, acks, history } = page();
    become(notice('a'));
    expect(history).toEqual(['a']);
    expect(acks).toEqual(['a delivered']);
  });

  it('disturbs nobody who wishes to see important ones only, and still takes the message', () => {
    const { state, become, acks, history } = page();
    state.preferences = { quietHours: null, importantOnly: true };
    become(notice('a'), notice('b', { variant: 'warning' }));
    expect(history).toEqual(['b', '(a)']);
    expect(acks).toEqual(['b delivered', 'a delivered']);
  });

  it('shows it once, however often the list changes', () => {
    const { become, history } = page();
    become(notice('a'));
    become(notice('a'), notice('b'));
    become(notice('a', { state: 'delivered' }), notice('b'));
    expect(history).toEqual(['a', 'b']);
  });

  it('only lists what was shown before a reload, even if the hub missed the report', () => {
    const { become, acks, history } = page(true, ['a']);
    become(notice('a'));
    expect(history).toEqual(['(a)']);
    expect(acks).toEqual(['a delivered']);
  });

  it.each(['delivered', 'seen'] as const)('only lists what is %s, as the centre does', state => {
    const { become, acks, history } = page();
    become(notice('a', { state }));
    become(notice('a', { state }));
    expect(history).toEqual(['(a)']);
    expect(acks).toEqual([]);
  });

  it('leaves alone what is dismissed', () => {
    const { become, acks, history } = page();
    become(notice('a', { state: 'dismissed' }));
    expect([history, acks]).toEqual([[], []]);
  });

  it('shows nothing that has expired', () => {
    const { become, history } = page();
    become(notice('a', { expiresAt: '2030-01-01T11:59:59.000Z' }));
    become(notice('b', { expiresAt: '2030-01-01T12:00:01.000Z' }));
    expect(history).toEqual(['b']);
  });

  it('reports as dismissed what the person dismisses', () => {
    const { become, acks, board } = page();
    become(notice('a'));
    board.get('a')?.dismissed();
    expect(acks).toEqual(['a delivered', 'a dismissed']);
  });

  it('reports as seen what the person closes, and keeps it', () => {
    const { become, acks, board } = page();
    become(notice('a'));
    board.get('a')?.closed();
    expect(acks).toEqual(['a delivered', 'a seen']);
    expect([...board.keys()]).toEqual(['a']);
  });

  it('takes away what was dismissed on another page, without reporting it', () => {
    const { become, acks, board } = page();
    become(notice('a'));
    become(notice('a', { state: 'dismissed' }));
    expect(board.size).toBe(0);
    expect(acks).toEqual(['a delivered']);
  });

  it('takes away what was retracted', () => {
    const { become, board } = page();
    become(notice('a'), notice('b'));
    become(notice('b', { state: 'delivered' }));
    expect([...board.keys()]).toEqual(['b']);
  });

  it('stays quiet when toasts are not wanted, but the message has arrived', () => {
    const { become, acks, history } = page(false);
    become(notice('a'));
    become(notice('a', { state: 'delivered' }));
    expect(history).toEqual(['(a)']);
    expect(acks).toEqual(['a delivered']);
  });

  describe('with many messages at once', () => {
    const many = (count: number): NotificationView[] =>
      Array.from({ length: count }, (_, index) => notice(`m${index}`, { cursor: index }));

    it('shows three, the rest in the list, and says how many', () => {
      const { become, acks, history, more } = page();
      become(...many(14));
      expect(history.slice(0, 3)).toEqual(['m0', 'm1', 'm2']);
      expect(history.slice(3)).toEqual(
        many(14)
          .slice(3)
          .map(({ id }) => `(${id})`),
      );
      expect(more.count).toBe(11);
      expect(acks).toHaveLength(14);
    });

    it('counts them once where a report changes the list at once', () => {
      const { state, become, more } = page(true, [], true);
      become(...many(6));
      expect(state.notifications.map(one => one.state)).toEqual(Array(6).fill('delivered'));
      expect(more.count).toBe(3);
    });

    it('shows the important ones first, of these the oldest', () => {
      const { become, history } = page();
      become(
        ...many(3),
        notice('w2', { cursor: 12, variant: 'warning' }),
        notice('w1', { cursor: 11, variant: 'warning' }),
        notice('e', { cursor: 13, variant: 'error' }),
      );
      expect(history).toEqual(['e', 'w1', 'w2', '(m0)', '(m1)', '(m2)']);
    });

    it('has room again for what comes after one was closed, or closed by itself', () => {
      const { become, board, history, more } = page();
      become(...many(3));
      board.get('m0')?.closed();
      become(...many(3), notice('later', { cursor: 20, autoCloseMs: 0 }), notice('last'));
      expect(history).toEqual(['m0', 'm1', 'm2', 'last', '(later)']);
      expect(more.count).toBe(1);
    });

    it('counts down as they are read elsewhere, and stops once the user has been told', () => {
      const { become, more } = page();
      const [first, second, third, fourth, fifth] = many(5);
      if (!first || !second || !third || !fourth || !fifth) throw new Error('five were made');
      become(first, second, third, fourth, fifth);
      expect(more.count).toBe(2);
      become(first, second, third, { ...fourth, state: 'seen' }, { ...fifth, state: 'delivered' });
      expect(more.count).toBe(1);
      more.close();
      become(first, second, third, fifth);
      expect(more.count).toBe(0);
    });
  });
});
