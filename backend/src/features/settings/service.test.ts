import { loadConfig } from '../../config/load.js';
import { KEPT_ELSEWHERE } from '../../jupyterhub/accounts-client.js';
import { silentLogger } from '../../lib/logger.js';
import { RequestContexts } from '../../lib/request-context.js';
import { isFloatingTag, problemsOf } from './problems.js';
import { SettingsService } from './service.js';

const load = (env: Record<string, string>) => {
  const loaded = loadConfig(env);
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
  return loaded;
};

const accounts = {
  kept: true,
  signUp: true,
  approval: true,
  minimumPasswordLength: 8,
  longestName: 64,
};

const viewOf = (env: Record<string, string>, members: readonly string[] | null = []) => {
  const { config, sources } = load(env);
  return new SettingsService({
    config,
    settingSources: sources,
    env,
    log: silentLogger(),
    requestContexts: new RequestContexts(),
    brandingProblems: () => [],
    membersOf: () => Promise.resolve(members),
    accounts: () => accounts,
    gpu: () => ({ enabled: false, reason: 'switched off', checkedAtMs: null }),
  }).view();
};
const setting = async (env: Record<string, string>, name: string) =>
  (await viewOf(env)).settings.find(one => one.name === name);

describe('a setting', () => {
  it('that nobody set has its default', async () => {
    expect(await setting({}, 'JUPYTERHUB_ADMIN')).toMatchObject({
      value: 'admin',
      fallback: 'admin',
      origin: 'default',
      changed: false,
    });
  });

  it('from the environment says so, and whether it differs', async () => {
    const env = { JUPYTERHUB_ADMIN: 'root', PERIJOVE_NAME: 'Perijove' };
    expect(await setting(env, 'JUPYTERHUB_ADMIN')).toMatchObject({
      value: 'root',
      origin: 'environment',
      changed: true,
    });
    expect(await setting(env, 'PERIJOVE_NAME')).toMatchObject({
      origin: 'environment',
      changed: false,
    });
  });

  it('under an old name shows the value that counts, and is a problem', async () => {
    const env = { DOCKER_NOTEBOOK_IMAGE: 'lab:7' };
    expect(await setting(env, 'JUPYTERHUB_NOTEBOOK_IMAGE')).toMatchObject({
      value: 'lab:7',
      origin: 'deprecated name',
    });
    expect((await viewOf(env)).problems[0]).toMatchObject({ code: 'old_name', level: 'problem' });
  });

  it('that the hub handed over is not told as if it had been set', async () => {
    const env = { PERIJOVE_DATA: '/data', JUPYTERHUB_SERVICE_NAME: 'perijove' };
    expect(await setting(env, 'PERIJOVE_DATA')).toMatchObject({ origin: 'hub', changed: false });
  });
});

it('shows no secret anywhere, only whether there is one', async () => {
  const env = {
    PERIJOVE_INTERNAL_TOKEN: 'hush-internal',
    PERIJOVE_SERVICE_TOKEN_FILE: '/secrets/service-token',
    JUPYTERHUB_API_TOKEN: 'hush-hub',
    JUPYTERHUB_ADMIN_PASSWORD: 'hush-password',
  };
  const view = await viewOf(env);
  expect(JSON.stringify(view)).not.toContain('hush');
  const secret = (name: string) => view.settings.find(one => one.name === name);
  expect(secret('PERIJOVE_INTERNAL_TOKEN')).toMatchObject({ isSet: true, origin: 'environment' });
  expect(secret('PERIJOVE_SERVICE_TOKEN')).toMatchObject({ isSet: true, origin: 'file' });
});

describe('what an administrator should know', () => {
  const origin = { actor: 'root', actorKind: 'user' as const, address: null };
  const quiet = {
    JUPYTERHUB_NOTEBOOK_IMAGE: 'registry:5000/lab:7',
    PERIJOVE_LAB_MEMORY_LIMIT: '4G',
    PERIJOVE_LAB_CPU_LIMIT: '2',
    JUPYTERHUB_IDLE_CULLER_ENABLED: '1',
  };
  const codes = (env: Record<string, string>, change: object = {}) =>
    problemsOf({
      config: load({ ...quiet, ...env }).config,
      oldNames: [],
      withoutEffect: [],
      branding: [],
      powerful: [],
      origin: null,
      accounts,
      ...change,
    }).map(({ code }) => code);

  it.each([
    ['nothing', {}, {}, []],
    [
      'a setting that does nothing with this engine',
      { PERIJOVE_ENGINE: 'process' },
      { withoutEffect: ['PERIJOVE_LAB_CPU_LIMIT'] },
      ['without_effect'],
    ],
    ['labs without a memory limit', { PERIJOVE_LAB_MEMORY_LIMIT: 'none' }, {}, ['no_memory_limit']],
    ['labs without a CPU limit', { PERIJOVE_LAB_CPU_LIMIT: 'none' }, {}, ['no_cpu_limit']],
    ['a floating image', { JUPYTERHUB_NOTEBOOK_IMAGE: 'lab' }, {}, ['floating_image']],
    ['no culler', { JUPYTERHUB_IDLE_CULLER_ENABLED: '0' }, {}, ['no_culler']],
    ['no undo', { PERIJOVE_VOLUME_RETENTION_DAYS: '0' }, {}, ['no_undo']],
    [
      'power over the host',
      {},
      { powerful: [{ group: 'docker-sock', members: ['ada'] }] },
      ['powerful_group'],
    ],
    ['an empty powerful group', {}, { powerful: [{ group: 'docker-sock', members: [] }] }, []],
    ['no TLS', {}, { origin: { ...origin, host: 'hub.example', secure: false } }, ['no_tls']],
    ['TLS', {}, { origin: { ...origin, host: 'hub.example', secure: true } }, []],
    ['no TLS at home', {}, { origin: { ...origin, host: 'localhost', secure: false } }, []],
    [
      'sign-up without approval',
      {},
      { accounts: { ...accounts, approval: false } },
      ['open_sign_up'],
    ],
    [
      'no sign-up, that would need no approval',
      {},
      { accounts: { ...accounts, approval: false, signUp: false } },
      [],
    ],
    [
      'short passwords',
      {},
      { accounts: { ...accounts, minimumPasswordLength: 1 } },
      ['short_passwords'],
    ],
    ['accounts elsewhere', {}, { accounts: KEPT_ELSEWHERE }, []],
    ['few words', { JUPYTERHUB_AUTOGENERATED_PASSWORD_WORDS: '3' }, {}, ['few_words']],
    ['a picture', {}, { branding: [{ setting: 'JUPYTERHUB_LOGO_URI', message: 'x' }] }, ['asset']],
  ])('%s', (_words, env, change, expected) => {
    expect(codes(env, change)).toEqual(expected);
  });

  it.each([
    ['lab', true],
    ['lab:latest', true],
    ['localhost:5000/lab', true],
    ['localhost:5000/lab:7', false],
    ['lab@sha256:abc', false],
  ])('%s floats: %s', (image, floating) => {
    expect(isFloatingTag(image)).toBe(floating);
  });
});
