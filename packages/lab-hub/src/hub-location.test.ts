import { readHubLocation } from './hub-location';

const ORIGIN = 'https://lab.example.org';
const onHub = {
  hubPrefix: '/jupyterhub/hub/',
  hubUser: 'ada',
  hubServerUser: 'ada',
  token: 'secret',
};
const read = (options: Record<string, string>, origin = ORIGIN) =>
  readHubLocation(name => options[name] ?? '', origin);

describe('the location of the hub', () => {
  it('is null without a hub, and without a token', () => {
    expect(read({})).toBeNull();
    expect(read({ ...onHub, token: '' })).toBeNull();
    expect(read({ ...onHub, hubPrefix: '' })).toBeNull();
  });

  it('is next to the hub, under its base URL', () => {
    expect(read(onHub)).toEqual({
      serviceUrl: 'https://lab.example.org/jupyterhub/services/perijove/',
      homeUrl: 'https://lab.example.org/jupyterhub/hub/home',
      user: 'ada',
      server: '',
      visitor: 'ada',
    });
    expect(read({ ...onHub, hubPrefix: '/hub/' })?.serviceUrl).toBe(
      'https://lab.example.org/services/perijove/',
    );
  });

  it('is on the host that the platform names when labs have subdomains', () => {
    const perijoveUrl = 'https://perijove--service.hub.example.org/jupyterhub/services/perijove/';
    const location = read({ ...onHub, hubHost: 'https://hub.example.org', perijoveUrl });
    expect(location?.serviceUrl).toBe(perijoveUrl);
    expect(location?.homeUrl).toBe('https://hub.example.org/jupyterhub/hub/home');
  });

  it('does not guess a host', () => {
    const location = read({ ...onHub, hubHost: 'https://hub.example.org' });
    expect(location?.serviceUrl).toBe('https://hub.example.org/jupyterhub/services/perijove/');
  });

  it('can be set by the administrator', () => {
    expect(read({ ...onHub, perijoveUrl: '/elsewhere' })?.serviceUrl).toBe(
      'https://lab.example.org/elsewhere/',
    );
    expect(read({ ...onHub, perijoveUrl: 'https://p.example.org/x/' })?.serviceUrl).toBe(
      'https://p.example.org/x/',
    );
  });

  it('distinguishes the visitor from the owner of the server', () => {
    const location = read({ ...onHub, hubServerUser: 'grace', hubServerName: 'gpu' });
    expect(location).toMatchObject({ user: 'grace', server: 'gpu', visitor: 'ada' });
  });
});
