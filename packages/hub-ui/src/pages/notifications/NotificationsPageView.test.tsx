import { failed, loading, ready, renderPage } from '../../testing/render';
import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { minutesAgo, NOW, notificationOf, sentOf } from '../../testing/samples';
import { NotificationsPageView, type NotificationsPageViewProps } from './NotificationsPageView';
import type { Paged } from '../../components/paged';
import type { SenderViewProps } from './SenderView';

const find = jest.fn();
const actions = { send: jest.fn(), select: jest.fn(), recall: jest.fn(), find };
const onDismiss = jest.fn();
// jsdom draws nothing and does not know it.
const scrollIntoView = jest.fn();
Element.prototype.scrollIntoView = scrollIntoView;

beforeEach(() => {
  jest.clearAllMocks();
  // jsdom draws nothing, so it has nowhere to scroll to.
  jest.spyOn(window, 'scrollTo').mockImplementation(() => undefined);
});

const paged = <T,>(items: readonly T[]): Paged<T> => ({
  items,
  total: items.length,
  hasMore: false,
  loadingMore: false,
  loadMore: jest.fn(),
});

const senderOf = (change: Partial<SenderViewProps> = {}): SenderViewProps => ({
  options: ready({ maxLength: 140, mayAll: true, groups: ['class-a'], users: 120, active: 14 }),
  sent: ready(paged([sentOf()])),
  selected: null,
  deliveries: loading,
  now: NOW,
  busy: false,
  sends: 0,
  to: null,
  actions,
  ...change,
});

const show = (change: Partial<NotificationsPageViewProps> = {}) =>
  renderPage(
    <NotificationsPageView
      tab="send"
      sender={senderOf()}
      inbox={ready([notificationOf()])}
      unread={1}
      now={NOW}
      onDismiss={onDismiss}
      {...change}
    />,
  );

const showSender = (change: Partial<SenderViewProps>) => show({ sender: senderOf(change) });
const button = (name: string | RegExp) => screen.getByRole('button', { name });
/** At once, as pasted: letter by letter takes its time. */
const fill = (field: HTMLElement, value: string): void => {
  fireEvent.change(field, { target: { value } });
};
const inDialog = (name: string) => within(screen.getByRole('dialog')).getByRole('button', { name });

describe('composing', () => {
  it('waits for what the sender may do', () => {
    showSender({ options: loading });
    expect(screen.getByText('Loading…')).toBeTruthy();
    expect(screen.queryByLabelText('Message')).toBeNull();
  });

  it('says so when sending is not allowed after all', () => {
    showSender({ options: failed('forbidden') });
    expect(screen.getByText('This page is for administrators')).toBeTruthy();
  });

  it('counts, previews, asks with the number of users, and sends', async () => {
    show();
    await userEvent.type(screen.getByLabelText('Message'), 'Maintenance at 18:00');
    expect(screen.getByText('120 characters left')).toBeTruthy();
    await userEvent.selectOptions(screen.getByLabelText('Type'), 'warning');
    expect(document.querySelector('.pj-toast-warning')?.textContent).toContain('18:00');
    await userEvent.click(button('Send…'));
    expect(screen.getByRole('dialog').textContent).toContain('Send to all users (120)?');
    await userEvent.click(inDialog('Send'));
    expect(actions.send).toHaveBeenCalledWith({
      message: 'Maintenance at 18:00',
      variant: 'warning',
      autoCloseMs: null,
      audience: { to: 'all' },
    });
  });

  it('finds users by a part of their name, by keyboard alone', async () => {
    find.mockResolvedValue({ users: ['Ann', 'hannah'], total: 12 });
    show();
    fill(screen.getByLabelText('Message'), 'Hi');
    await userEvent.click(screen.getByLabelText('Selected users'));
    const field = screen.getByRole('combobox', { name: 'User names' });
    field.focus();
    fill(field, 'an');
    expect(await screen.findByRole('option', { name: 'hannah' })).toBeTruthy();
    expect(find).toHaveBeenCalledWith('an');
    expect(screen.getByText('2 of 12 users; type more of the name.')).toBeTruthy();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    expect(screen.getByRole('button', { name: 'Remove hannah' })).toBeTruthy();
    await userEvent.click(button('Send…'));
    await userEvent.click(inDialog('Send'));
    expect(actions.send).toHaveBeenCalledWith(
      expect.objectContaining({ audience: { to: 'users', users: ['hannah'] } }),
    );
  });

  it('offers buttons from a fixed list, and wants a whole link', async () => {
    show();
    fill(screen.getByLabelText('Message'), 'Update');
    await userEvent.click(screen.getByLabelText('Extend the session'));
    await userEvent.selectOptions(screen.getByLabelText('Extra time'), '4');
    await userEvent.click(screen.getByLabelText('Open a link'));
    fill(screen.getByLabelText('Link text'), 'What is new');
    fill(screen.getByLabelText('Link URL'), 'javascript:alert(1)');
    await userEvent.click(button('Send…'));
    expect(screen.getByText(/^Enter a link text/)).toBeTruthy();
    fill(screen.getByLabelText('Link URL'), 'https://example.org/new');
    expect(document.querySelector('.pj-toast')?.textContent).toContain('Extend by 4 h');
    await userEvent.click(button('Send…'));
    await userEvent.click(inDialog('Send'));
    expect(actions.send).toHaveBeenCalledWith(
      expect.objectContaining({
        actions: [
          { kind: 'extend', hours: 4 },
          { kind: 'link', label: 'What is new', url: 'https://example.org/new' },
        ],
      }),
    );
  });

  it('says what is missing instead of sending it', async () => {
    show();
    await userEvent.click(button('Send…'));
    expect(screen.getByText('Enter a message.')).toBeTruthy();
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('takes pasted names', async () => {
    show();
    await userEvent.type(screen.getByLabelText('Message'), 'Hi');
    await userEvent.click(screen.getByRole('radio', { name: 'Selected users' }));
    await userEvent.click(screen.getByLabelText('User names'));
    await userEvent.paste('ada, grace');
    await userEvent.type(screen.getByLabelText('User names'), 'linus{Enter}');
    await userEvent.click(button('Remove grace'));
    await userEvent.click(button('Send…'));
    await userEvent.click(inDialog('Send'));
    expect(actions.send).toHaveBeenCalledWith(
      expect.objectContaining({ audience: { to: 'users', users: ['ada', 'linus'] } }),
    );
  });

  it('offers only groups to those who may write to groups only', () => {
    const options = { maxLength: 140, mayAll: false, groups: ['class-a'], users: 0, active: 0 };
    showSender({ options: ready(options) });
    expect(screen.queryByRole('radio', { name: /Everyone/ })).toBeNull();
    expect(screen.getByRole('checkbox', { name: 'class-a' })).toBeTruthy();
  });
});

describe('following', () => {
  const delivery = {
    user: 'ada',
    state: 'seen' as const,
    failure: null,
    deliveredAt: minutesAgo(11),
    seenAt: minutesAgo(10),
    dismissedAt: null,
  };

  it('shows who received it', () => {
    showSender({ selected: sentOf(), deliveries: ready(paged([delivery])) });
    expect(screen.getByText('8 of 10')).toBeTruthy();
    expect(screen.getByText(/2 users have not received it yet/)).toBeTruthy();
    const row = screen.getByRole('row', { name: /ada/ });
    expect(within(row).getByText('Seen')).toBeTruthy();
    expect(within(row).getByText('10 min ago')).toBeTruthy();
  });

  it('names the report by the title of the message, when it has one', () => {
    showSender({ selected: sentOf({ title: 'Tonight' }), deliveries: loading });
    expect(document.querySelector('.pj-report')?.textContent).toContain('Tonight');
  });

  it('brings the report into view, so that nothing lies over it', () => {
    showSender({ selected: sentOf(), deliveries: loading });
    expect(scrollIntoView).toHaveBeenCalledWith({ block: 'start' });
  });

  it('takes a message back after asking', async () => {
    showSender({ selected: sentOf(), deliveries: ready(paged([delivery])) });
    await userEvent.click(button('Recall'));
    expect(actions.recall).not.toHaveBeenCalled();
    await userEvent.click(inDialog('Recall'));
    expect(actions.recall).toHaveBeenCalledWith('s1');
  });

  it('says who will not receive it, and why', () => {
    showSender({
      selected: sentOf({
        recalledAt: minutesAgo(1),
        counts: { recipients: 2, pending: 0, failed: 1, delivered: 1, seen: 0, dismissed: 0 },
      }),
      deliveries: ready(paged([{ ...delivery, state: 'pending', failure: 'recalled' } as const])),
    });
    expect(screen.getByText('1 user will not receive it.')).toBeTruthy();
    expect(screen.getByText('Failed: recalled before delivery')).toBeTruthy();
  });

  it('does not recall what was recalled', () => {
    showSender({ selected: sentOf({ recalledAt: minutesAgo(1) }) });
    expect(screen.queryByRole('button', { name: 'Recall' })).toBeNull();
  });

  it('writes an earlier message again', async () => {
    showSender({ selected: sentOf({ title: 'Soon' }) });
    await userEvent.click(button('Resend'));
    expect(screen.getByLabelText<HTMLTextAreaElement>('Message').value).toBe(
      'Maintenance at 18:00',
    );
    expect(screen.getByLabelText<HTMLInputElement>('Title (optional)').value).toBe('Soon');
  });

  it('opens a report from the history', async () => {
    show();
    await userEvent.click(button(/^Show delivery report: Maintenance/));
    expect(actions.select).toHaveBeenCalledWith('s1');
  });

  it.each([
    ['nothing was sent', ready(paged([])), /No notifications sent yet/],
    ['the history is on its way', loading, /Loading/],
    ['the history is away', failed('away'), /service is unavailable/],
  ] as const)('keeps the composer when %s', (_, sent, t) => {
    showSender({ sent });
    expect(screen.getByText(t)).toBeTruthy();
    expect(screen.getByLabelText('Message')).toBeTruthy();
  });
});

describe('for me', () => {
  const mine = { tab: 'inbox', sender: null } as const;

  it('shows someone who may not send their own messages only', async () => {
    show(mine);
    expect(screen.queryByLabelText('Message')).toBeNull();
    expect(screen.queryByRole('navigation')).toBeNull();
    expect(screen.getByText('Maintenance at 18:00')).toBeTruthy();
    await userEvent.click(button('Dismiss: Maintenance at 18:00'));
    expect(onDismiss).toHaveBeenCalledWith('n1');
  });

  it('puts the newest first', () => {
    const older = notificationOf({ id: 'n0', title: 'Older', createdAt: minutesAgo(100) });
    show({ ...mine, inbox: ready([older, notificationOf()]) });
    const titles = screen.getAllByRole('heading', { level: 2 }).map(title => title.textContent);
    expect(titles).toEqual(['Maintenance', 'Older']);
  });

  it.each([
    ['empty', ready([]), 'No notifications'],
    ['on its way', loading, 'Loading…'],
    ['away', failed('network'), 'Cannot reach the hub'],
  ] as const)('has words for an inbox that is %s', (_, inbox, t) => {
    show({ ...mine, inbox });
    expect(screen.getByText(t)).toBeTruthy();
  });

  it('shows text as text', () => {
    show({ ...mine, inbox: ready([notificationOf({ message: '<img src=x>' })]) });
    expect(screen.getByText('<img src=x>')).toBeTruthy();
  });
});
