import type { AuditEvent } from '@perijove/contracts';
import { screen } from '@testing-library/react';
import { renderPage } from '../../testing/render';
import { AuditLogTable } from './AuditLogTable';

const event = (details: AuditEvent['details']): AuditEvent => ({
  id: 1,
  at: '2026-01-01T00:00:00.000Z',
  actor: 'root',
  actorKind: 'user',
  action: 'group.add',
  subject: 'class-a',
  result: 'ok',
  address: null,
  details,
});

it('says what was done, and its name for users who search or write programs', () => {
  renderPage(<AuditLogTable events={[event({})]} />);
  expect(screen.getByText('Add members to a group')).toBeTruthy();
  expect(screen.getByText('group.add')).toBeTruthy();
});

it('names a few of many users, and says how many more there are', () => {
  const users = Array.from({ length: 70 }, (_, index) => `pupil-${index}`);
  renderPage(<AuditLogTable events={[event({ users })]} />);
  expect(
    screen.getByText('users: pupil-0, pupil-1, pupil-2, pupil-3, pupil-4 and 65 more'),
  ).toBeTruthy();
});

it('names all of a few, and other details as they are', () => {
  renderPage(
    <AuditLogTable events={[event({ users: ['ada', 'bob'], admin: true, why: 'asked' })]} />,
  );
  expect(screen.getByText('users: ada, bob; administrator: yes; reason: asked')).toBeTruthy();
});

it('tells details of details as text', () => {
  const limits = { cpuCores: null, pids: 500 };
  renderPage(<AuditLogTable events={[event({ limits })]} />);
  expect(screen.getByText('limits: cores: none, processes: 500')).toBeTruthy();
});
