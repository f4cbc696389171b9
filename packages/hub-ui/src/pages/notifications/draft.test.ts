import { NOW, sentOf } from '../../testing/samples';
import { addNames } from '../../components/split-names';
import { draftOf, emptyDraft, missingFieldOf, requestOf, type Draft } from './draft';

const draft = (change: Partial<Draft> = {}): Draft => ({
  ...emptyDraft({ mayAll: true }),
  message: 'Maintenance at 18:00',
  ...change,
});

describe('gapOf', () => {
  it.each([
    [draft(), null],
    [draft({ message: '   ' }), 'message'],
    [draft({ message: 'x'.repeat(141) }), 'tooLong'],
    [draft({ message: ` ${'x'.repeat(140)} ` }), null],
    [draft({ to: 'users' }), 'users'],
    [draft({ to: 'users', users: ['ada'] }), null],
    [draft({ to: 'groups' }), 'groups'],
    [draft({ to: 'active' }), null],
  ])('of %j is %s', (value, gap) => {
    expect(missingFieldOf(value, 140)).toBe(gap);
  });
});

describe('requestOf', () => {
  it('sends only what was filled in', () => {
    expect(requestOf(draft({ message: ' Hi ' }), NOW)).toEqual({
      message: 'Hi',
      variant: 'info',
      autoCloseMs: null,
      audience: { to: 'all' },
    });
  });

  it('makes the expiry absolute by the server time', () => {
    const request = requestOf(draft({ title: ' T ', expiresAfterMs: 3_600_000 }), NOW);
    expect(request.expiresAt).toBe(new Date(NOW + 3_600_000).toISOString());
    expect(request.title).toBe('T');
  });

  it('sends the names of the chosen kind of audience only', () => {
    const request = requestOf(draft({ to: 'users', users: ['ada'], groups: ['x'] }), NOW);
    expect(request.audience).toEqual({ to: 'users', users: ['ada'] });
  });
});

describe('draftOf', () => {
  const sent = sentOf({ title: 'T', audience: { to: 'users', users: ['ada'] } });

  it('says the same to the same users', () => {
    expect(draftOf(sent, { mayAll: true })).toMatchObject({
      title: 'T',
      message: sent.message,
      to: 'users',
      users: ['ada'],
    });
  });

  it('lets a sender for groups choose whom again', () => {
    expect(draftOf(sent, { mayAll: false })).toMatchObject({ to: 'groups', users: [] });
  });
});

it('takes pasted names apart, once each', () => {
  expect(addNames(['ada'], 'grace, ada;\n  linus \n')).toEqual(['ada', 'grace', 'linus']);
});
