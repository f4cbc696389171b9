import { withServiceUrl } from './service-url.js';

describe('where a lab listens', () => {
  const listen = { host: '0.0.0.0', port: 8888 };
  it.each([
    [
      { JUPYTERHUB_SERVICE_URL: 'http://127.0.0.1:1/user/a%40b/' },
      'http://0.0.0.0:8888/user/a%40b/',
    ],
    [{ JUPYTERHUB_SERVICE_PREFIX: '/user/a/' }, 'http://0.0.0.0:8888/user/a/'],
    [
      { JUPYTERHUB_SERVICE_URL: '', JUPYTERHUB_SERVICE_PREFIX: '/user/a/' },
      'http://0.0.0.0:8888/user/a/',
    ],
    [{ JUPYTERHUB_SERVICE_URL: 'nonsense' }, 'http://0.0.0.0:8888/'],
    [{}, 'http://0.0.0.0:8888/'],
  ])('%j becomes %s', (env: Record<string, string>, url) => {
    expect(withServiceUrl({ ...env, KEPT: '1' }, listen)).toMatchObject({
      JUPYTERHUB_SERVICE_URL: url,
      KEPT: '1',
    });
  });
});
