import { loadConfig } from './load.js';
import { settings } from './settings.js';

const config = (env: Record<string, string>) => {
  const loaded = loadConfig(env);
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
  return loaded;
};

const problems = (env: Record<string, string>) => {
  const loaded = loadConfig(env);
  return loaded.ok ? [] : loaded.problems;
};

describe('reading the environment', () => {
  it('takes every default as its own documentation gives it', () => {
    const defaults = config({}).config;
    expect(defaults.JUPYTERHUB_IDLE_CULLER_TIMEOUT).toBe(86_400);
    expect(defaults.PERIJOVE_WARN_MINUTES).toEqual([30, 5]);
    expect(defaults.PERIJOVE_LAB_MEMORY_LIMIT).toBeNull();
    expect(defaults.JUPYTERHUB_SIGNUP_ENABLED).toBe(true);
  });

  it.each(Object.entries(settings))('accepts the written default of %s', (name, setting) => {
    if (setting.fallback !== null) expect(problems({ [name]: setting.fallback })).toEqual([]);
  });

  it.each([
    ['PERIJOVE_LAB_MEMORY_LIMIT', '8G', 8 * 1024 ** 3],
    ['PERIJOVE_LAB_MEMORY_LIMIT', '512m', 512 * 1024 ** 2],
    ['PERIJOVE_LAB_CPU_LIMIT', '1.5', 1.5],
    ['PERIJOVE_WARN_MINUTES', '5, 30,5', [30, 5]],
    ['PERIJOVE_WARN_MINUTES', 'none', []],
    ['JUPYTERHUB_TIMEZONE', 'Europe/Berlin', { zone: 'Europe/Berlin' }],
    ['JUPYTERHUB_GPU_ENABLED', '0', '0'],
  ] as const)('reads %s=%s', (name, text, value) => {
    expect(config({ [name]: text }).config[name]).toEqual(value);
  });

  it('accepts an old name with a warning, and prefers the new one', () => {
    const old = config({ DOCKER_NOTEBOOK_IMAGE: 'old/image' });
    expect(old.config.JUPYTERHUB_NOTEBOOK_IMAGE).toBe('old/image');
    expect(old.origins.JUPYTERHUB_NOTEBOOK_IMAGE).toBe('old name');
    expect(old.warnings.join()).toContain('JUPYTERHUB_NOTEBOOK_IMAGE');
    const both = config({ DOCKER_NOTEBOOK_IMAGE: 'old/image', JUPYTERHUB_NOTEBOOK_IMAGE: 'new' });
    expect(both.config.JUPYTERHUB_NOTEBOOK_IMAGE).toBe('new');
  });

  it('reports everything that is wrong at once', () => {
    const found = problems({
      PERIJOVE_PORT: 'eighty',
      PERIJOVE_ENGIN: 'docker',
      JUPYTERHUB_IDLE_CULLER_TIMEOUT: '-1',
      PERIJOVE_LAB_MEMORY_LIMIT: 'much',
      JUPYTERHUB_TIMEZONE: 'Mars/Olympus',
    });
    expect(found).toHaveLength(5);
    expect(found.join('\n')).toContain('did you mean PERIJOVE_ENGINE');
  });

  it('refuses values that contradict each other', () => {
    const found = problems({
      JUPYTERHUB_IDLE_CULLER_TIMEOUT: '3600',
      JUPYTERHUB_IDLE_CULLER_MAX_AGE: '600',
      JUPYTERHUB_IDLE_CULLER_INTERVAL: '7200',
    });
    expect(found).toHaveLength(2);
  });

  it("does not mistake JupyterHub's own service variables for settings", () => {
    expect(
      problems({ JUPYTERHUB_SERVICE_NAME: 'perijove', JUPYTERHUB_SERVICE_PREFIX: '/services/' }),
    ).toEqual([]);
  });
});
