import { loadConfig } from './load.js';
import { serviceFlags } from './service-flags.js';

it('takes every further service for a flag, and none of the names that JupyterHub gives', () => {
  const { flags, problems } = serviceFlags({
    JUPYTERHUB_SERVICE_NAME: 'perijove',
    JUPYTERHUB_SERVICE_PREFIX: '/services/perijove/',
    JUPYTERHUB_SERVICE_URL: 'http://127.0.0.1:18082',
    JUPYTERHUB_SERVICE_MLFLOW: '0',
    JUPYTERHUB_SERVICE_OPTUNA: '1',
    JUPYTERHUB_SERVICE_DASK_DASHBOARD: 'off',
    JUPYTERHUB_SERVICE_: '1',
    'JUPYTERHUB_SERVICE_a-b': '1',
  });
  expect(flags).toEqual({ OPTUNA: true, DASK_DASHBOARD: false });
  expect(problems).toEqual([]);
});

it('accepts the old name with a warning, and lets the new one win', () => {
  expect(serviceFlags({ ENABLE_SERVICE_OPTUNA: '1' })).toEqual({
    flags: { OPTUNA: true },
    problems: [],
    warnings: [
      'ENABLE_SERVICE_OPTUNA is an old name; please set JUPYTERHUB_SERVICE_OPTUNA instead.',
    ],
  });
  expect(
    serviceFlags({ ENABLE_SERVICE_OPTUNA: '1', JUPYTERHUB_SERVICE_OPTUNA: '0' }).flags,
  ).toEqual({ OPTUNA: false });
});

it('stops the start when a flag is none', () => {
  expect(loadConfig({ JUPYTERHUB_SERVICE_OPTUNA: 'perhaps' })).toEqual({
    ok: false,
    problems: ['JUPYTERHUB_SERVICE_OPTUNA must be 0 or 1.'],
  });
});
