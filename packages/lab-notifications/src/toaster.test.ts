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

const page = (enabled = true, shownBefore: readonly string[] = [], updatesAtOnce = false) => {
  const state = {
    notifications: [] as readonly NotificationView[],
    notificationsChanged: new Signal<object, void>({}),
    preferences: null as Preferences | null,
  };
  const acks: string[] = [];
  const toasts = new Map<string, ToastListener>();
  const history: string[] = [];
  const more = { count: 0, close: (): void => undefined };
  const seen = new Set(shownBefore);
  const toaster = new Toaster({
    link: {
      state,
      serverNow: () => NOW,
      acknowledge: (id, to) => {
        acks.push(`${id} ${to}`);
        if (!updatesAtOnce) return;
        state.notifications = state.notifications.map(one =>
          one.id === id ? { ...one, state: to } : one,
        );
        state.notificationsChanged.emit();
      },
    },
    display: {
      show: ({ id }, listener, mode) => {
        toasts.set(id, listener);
        history.push(mode === 'toast' ? id : `(${id})`);
      },
      hide: id => toasts.delete(id),
      showMore: (count, closed) => {
        more.count = count;
        more.close = closed;
      },
    },
    seen,
    enabled: () => enabled,
  });
  const setNotifications = (...notifications: NotificationView[]): void => {
    state.notifications = notifications;
    state.notificationsChanged.emit();
  };
  toaster.start();
  return { state, setNotifications, acks, toasts, history, more };
};

describe('the toaster', () => {
  it('shows a new notification and acknowledges its delivery', () => {
    const { setNotifications, acks, history } = page();
    setNotifications(notice('a'));
    expect(history).toEqual(['a']);
    expect(acks).toEqual(['a delivered']);
  });

  it('lists unimportant ones for users who want important ones only', () => {
    const { state, setNotifications, acks, history } = page();
    state.preferences = { quietHours: null, importantOnly: true, language: null };
    setNotifications(notice('a'), notice('b', { variant: 'warning' }));
    expect(history).toEqual(['b', '(a)']);
    expect(acks).toEqual(['b delivered', 'a delivered']);
  });

  it('shows each one once, however often the list changes', () => {
    const { setNotifications, history } = page();
    setNotifications(notice('a'));
    setNotifications(notice('a'), notice('b'));
    setNotifications(notice('a', { state: 'delivered' }), notice('b'));
    expect(history).toEqual(['a', 'b']);
  });

  it('only lists those shown before a reload, even if the hub missed the acknowledgement', () => {
    const { setNotifications, acks, history } = page(true, ['a']);
    setNotifications(notice('a'));
    expect(history).toEqual(['(a)']);
    expect(acks).toEqual(['a delivered']);
  });

  it.each(['delivered', 'seen'] as const)('only lists %s ones, as the centre does', state => {
    const { setNotifications, acks, history } = page();
    setNotifications(notice('a', { state }));
    setNotifications(notice('a', { state }));
    expect(history).toEqual(['(a)']);
    expect(acks).toEqual([]);
  });

  it('ignores dismissed ones', () => {
    const { setNotifications, acks, history } = page();
    setNotifications(notice('a', { state: 'dismissed' }));
    expect([history, acks]).toEqual([[], []]);
  });

  it('does not show expired ones', () => {
    const { setNotifications, history } = page();
    setNotifications(notice('a', { expiresAt: '2030-01-01T11:59:59.000Z' }));
    setNotifications(notice('b', { expiresAt: '2030-01-01T12:00:01.000Z' }));
    expect(history).toEqual(['b']);
  });

  it('acknowledges what the user dismisses', () => {
    const { setNotifications, acks, toasts } = page();
    setNotifications(notice('a'));
    toasts.get('a')?.dismissed();
    expect(acks).toEqual(['a delivered', 'a dismissed']);
  });

  it('acknowledges as seen what the user closes, and keeps it listed', () => {
    const { setNotifications, acks, toasts } = page();
    setNotifications(notice('a'));
    toasts.get('a')?.closed();
    expect(acks).toEqual(['a delivered', 'a seen']);
    expect([...toasts.keys()]).toEqual(['a']);
  });

  it('removes those dismissed on another page, without an acknowledgement', () => {
    const { setNotifications, acks, toasts } = page();
    setNotifications(notice('a'));
    setNotifications(notice('a', { state: 'dismissed' }));
    expect(toasts.size).toBe(0);
    expect(acks).toEqual(['a delivered']);
  });

  it('removes recalled ones', () => {
    const { setNotifications, toasts } = page();
    setNotifications(notice('a'), notice('b'));
    setNotifications(notice('b', { state: 'delivered' }));
    expect([...toasts.keys()]).toEqual(['b']);
  });

  it('only lists new ones when toasts are disabled, and acknowledges them', () => {
    const { setNotifications, acks, history } = page(false);
    setNotifications(notice('a'));
    setNotifications(notice('a', { state: 'delivered' }));
    expect(history).toEqual(['(a)']);
    expect(acks).toEqual(['a delivered']);
  });

  describe('with many at once', () => {
    const many = (count: number): NotificationView[] =>
      Array.from({ length: count }, (_, index) => notice(`m${index}`, { cursor: index }));

    it('shows three, lists the rest, and shows how many', () => {
      const { setNotifications, acks, history, more } = page();
      setNotifications(...many(14));
      expect(history.slice(0, 3)).toEqual(['m0', 'm1', 'm2']);
      expect(history.slice(3)).toEqual(
        many(14)
          .slice(3)
          .map(({ id }) => `(${id})`),
      );
      expect(more.count).toBe(11);
      expect(acks).toHaveLength(14);
    });

    it('counts each once when an acknowledgement updates the list at once', () => {
      const { state, setNotifications, more } = page(true, [], true);
      setNotifications(...many(6));
      expect(state.notifications.map(one => one.state)).toEqual(Array(6).fill('delivered'));
      expect(more.count).toBe(3);
    });

    it('shows important ones first, and of these the oldest', () => {
      const { setNotifications, history } = page();
      setNotifications(
        ...many(3),
        notice('w2', { cursor: 12, variant: 'warning' }),
        notice('w1', { cursor: 11, variant: 'warning' }),
        notice('e', { cursor: 13, variant: 'error' }),
      );
      expect(history).toEqual(['e', 'w1', 'w2', '(m0)', '(m1)', '(m2)']);
    });

    it('has room again after one was closed, or closed by itself', () => {
      const { setNotifications, toasts, history, more } = page();
      setNotifications(...many(3));
      toasts.get('m0')?.closed();
      setNotifications(...many(3), notice('later', { cursor: 20, autoCloseMs: 0 }), notice('last'));
      expect(history).toEqual(['m0', 'm1', 'm2', 'last', '(later)']);
      expect(more.count).toBe(1);
    });

    it('counts down as they are seen elsewhere, until the user closes the count', () => {
      const { setNotifications, more } = page();
      const [first, second, third, fourth, fifth] = many(5);
      if (!first || !second || !third || !fourth || !fifth) throw new Error('There are five.');
      setNotifications(first, second, third, fourth, fifth);
      expect(more.count).toBe(2);
      setNotifications(
        first,
        second,
        third,
        { ...fourth, state: 'seen' },
        { ...fifth, state: 'delivered' },
      );
      expect(more.count).toBe(1);
      more.close();
      setNotifications(first, second, third, fifth);
      expect(more.count).toBe(0);
    });
  });
});
