import type { HealthReport } from '@perijove/contracts';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { failed, loading, ready, renderPage } from '../../testing/render';
import type { Loaded } from '../../components/loaded';
import { HealthPageView } from './HealthPageView';
import { reportText } from './report-text';

const GIB = 1024 ** 3;
const well = { ok: true, message: null };
const AT = '2026-01-01T00:00:00.000Z';

const report = (change: Partial<HealthReport> = {}): HealthReport => ({
  health: {
    status: 'ok',
    uptimeSeconds: 7200,
    version: '1.2.3',
    checks: { db: well, engine: well, hub: well, disk: well },
  },
  checkedAt: AT,
  engine: 'Docker 29',
  hubVersion: '6.1.1',
  disks: [{ of: 'data', freeBytes: 30 * GIB, totalBytes: 100 * GIB, full: false }],
  fills: {
    volumesBytes: 40 * GIB,
    trashBytes: GIB,
    historyBytes: 1024,
    largest: [{ user: 'ada', bytes: 25 * GIB }],
  },
  readings: { users: AT, usage: null, usageEverySeconds: 10, volumes: AT },
  ...change,
});

const show = (loaded: Loaded<HealthReport>) => {
  const told = { look: jest.fn(), copy: jest.fn() };
  const now = Date.parse(AT) + 5 * 60_000;
  renderPage(<HealthPageView report={loaded} now={now} onLook={told.look} onCopy={told.copy} />);
  return told;
};

const part = (name: string): HTMLElement => {
  const item = screen.getByRole('heading', { name, level: 3 }).closest('li');
  if (item === null) throw new Error(`There is no part ${name}.`);
  return item;
};

it('says that all is well, with room, age and versions', () => {
  show(ready(report()));
  expect(screen.getByRole('status').textContent).toBe('All parts work.');
  expect(within(part('JupyterHub')).getByText('Works')).toBeTruthy();
  const disk = screen.getByRole('meter', { name: 'Data of the platform' });
  expect(disk.getAttribute('aria-valuetext')).toBe('30 GiB of 100 GiB free');
  expect(screen.getByText('One disk holds everything.')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'ada' }).getAttribute('href')).toContain('user=ada');
  expect(screen.getByText('Not yet, read every 10 s')).toBeTruthy();
  expect(screen.getByText('1.2.3, running for 2 h')).toBeTruthy();
  expect(screen.getByText('Docker 29')).toBeTruthy();
});

it('says which part needs attention, what it means, and why', () => {
  const disk = { ok: false, message: 'The disk is full.' };
  const engine = { ok: false, message: 'Docker does not answer.' };
  const health = { ...report().health, checks: { db: well, engine, hub: well, disk } };
  const disks = [{ of: 'data' as const, freeBytes: 0, totalBytes: GIB, full: true }];
  show(ready(report({ health, engine: null, disks })));
  expect(screen.getByRole('status').textContent).toContain('2 parts need attention');
  const broken = within(part('Container engine'));
  expect(broken.getByText('Needs attention')).toBeTruthy();
  expect(broken.getByText(/those that run go on/)).toBeTruthy();
  expect(broken.getByText('Docker does not answer.')).toBeTruthy();
  expect(screen.getByText('Does not answer')).toBeTruthy();
  expect(screen.getByText('Full')).toBeTruthy();
});

it('says what it does not know', () => {
  const fills = { ...report().fills, largest: [] };
  show(ready(report({ disks: [], fills })));
  expect(screen.getByText('The disks cannot be looked at from here.')).toBeTruthy();
  expect(screen.getByText('No volume was measured yet.')).toBeTruthy();
});

it('looks again, and copies a report', async () => {
  const told = show(ready(report()));
  await userEvent.click(screen.getByRole('button', { name: 'Check again' }));
  expect(told.look).toHaveBeenCalledTimes(1);
  await userEvent.click(screen.getByRole('button', { name: 'Copy a report' }));
  expect(told.copy).toHaveBeenCalledWith(report());
  const text = reportText(report());
  for (const line of ['Database: Works', 'ada: 25 GiB', 'Processors and memory: Not yet']) {
    expect(text).toContain(`${line}\n`);
  }
});

it('shows that it loads', () => {
  show(loading);
  expect(screen.getByRole('status')).toBeTruthy();
});

it('offers another try when the platform does not answer', async () => {
  const retry = jest.fn();
  show(failed('away', retry));
  await userEvent.click(within(screen.getByRole('alert')).getByRole('button'));
  expect(retry).toHaveBeenCalledTimes(1);
});
