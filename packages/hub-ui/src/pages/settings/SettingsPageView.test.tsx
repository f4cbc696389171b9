import type { SettingsView, SettingView } from '@perijove/contracts';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPage } from '../../testing/render';
import { SettingsPageView } from './SettingsPageView';

const setting = (name: string, change: Partial<SettingView> = {}): SettingView => ({
  name,
  group: 'platform',
  description: `About ${name}`,
  value: 'x',
  fallback: 'x',
  origin: 'default',
  oldName: null,
  secret: false,
  isSet: true,
  changed: false,
  ...change,
});

const view: SettingsView = {
  settings: [
    setting('JUPYTERHUB_ADMIN', { value: 'root', changed: true, origin: 'environment' }),
    setting('PERIJOVE_SERVICE_TOKEN', { group: 'wiring', secret: true, value: null }),
    setting('PERIJOVE_NAME', { group: 'branding' }),
  ],
  problems: [
    {
      code: 'no_tls',
      level: 'problem',
      message: 'This page came unencrypted.',
      setting: null,
      group: null,
    },
  ],
  gpu: { enabled: false, reason: 'It is switched off.', checkedAt: null },
};

const show = (change: Partial<SettingsView> = {}) => {
  const onCopy = jest.fn();
  renderPage(
    <SettingsPageView
      settings={{ kind: 'ready', data: { ...view, ...change } }}
      now={0}
      onCopy={onCopy}
    />,
  );
  return onCopy;
};

it('shows value, default and origin, and what to look at on top', () => {
  show();
  const row = screen.getByRole('row', { name: /JUPYTERHUB_ADMIN/ });
  expect(within(row).getByText('root')).toBeTruthy();
  expect(within(row).getByText('Environment')).toBeTruthy();
  expect(screen.getByText('This page came unencrypted.')).toBeTruthy();
  expect(screen.getByText('Set (hidden)')).toBeTruthy();
});

it('finds settings as one types', async () => {
  show();
  await userEvent.type(screen.getByRole('searchbox'), 'perijove_name');
  expect(screen.queryByRole('row', { name: /JUPYTERHUB_ADMIN/ })).toBeNull();
  await userEvent.type(screen.getByRole('searchbox'), '?');
  expect(screen.getByText('No settings found')).toBeTruthy();
});

it('copies what differs, without secrets', async () => {
  const onCopy = show();
  await userEvent.click(screen.getByRole('button', { name: 'Copy changed' }));
  expect(onCopy).toHaveBeenCalledWith('JUPYTERHUB_ADMIN=root\n', 1);
});

it('says that all is well when it is', () => {
  show({ problems: [] });
  expect(screen.getByText(/No problems found/)).toBeTruthy();
});

it('leads to a group whose members have power over the host', () => {
  const message = 'The group docker-sock has 1 member.';
  show({
    problems: [
      { code: 'powerful_group', level: 'problem', message, setting: null, group: 'docker-sock' },
    ],
  });
  const link = screen.getByRole('link', { name: 'Open docker-sock' });
  expect(link.getAttribute('href')).toContain('/groups?group=docker-sock');
});
