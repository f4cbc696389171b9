import { connectionFromEnv, describeConnection } from './connection.js';

describe('where Docker is', () => {
  it.each([
    [{}, { socketPath: '/var/run/docker.sock' }],
    [{ DOCKER_HOST: '' }, { socketPath: '/var/run/docker.sock' }],
    [
      { DOCKER_HOST: 'unix:///run/user/1000/docker.sock' },
      { socketPath: '/run/user/1000/docker.sock' },
    ],
    [{ DOCKER_HOST: '/tmp/d.sock' }, { socketPath: '/tmp/d.sock' }],
    [{ DOCKER_HOST: 'tcp://build:2375' }, { host: 'build', port: 2375, protocol: 'http' }],
    [{ DOCKER_HOST: 'build' }, { host: 'build', port: 2375, protocol: 'http' }],
    [{ DOCKER_HOST: 'tcp://build:2376' }, { host: 'build', port: 2376, protocol: 'https' }],
    [
      { DOCKER_HOST: 'tcp://build', DOCKER_TLS_VERIFY: '1' },
      { host: 'build', port: 2376, protocol: 'https' },
    ],
  ])('%j leads to %j', (env, connection) => {
    expect(connectionFromEnv(env)).toEqual(connection);
  });

  it.each(['ssh://host', 'npipe:////./pipe/docker', 'tcp://'])(
    'refuses %s and says what will do',
    text => {
      expect(() => connectionFromEnv({ DOCKER_HOST: text })).toThrow('unix:///path');
    },
  );

  it('names the certificate that is missing', () => {
    const env = { DOCKER_HOST: 'tcp://build:2376', DOCKER_CERT_PATH: '/no/such/folder' };
    expect(() => connectionFromEnv(env)).toThrow('ca.pem');
  });

  it('is told to users', () => {
    expect(describeConnection({ socketPath: '/x' })).toBe('/x');
    expect(describeConnection({ host: 'h', port: 1, protocol: 'http' })).toBe('http://h:1');
  });
});
