import { readPlace } from './place';

const ORIGIN = 'https://lab.example.org';
const onHub = {
  hubPrefix: '/jupyterhub/hub/',
  hubUser: 'ada',
  hubServerUser: 'ada',
  token: 'secret',
};
const read = (options: Record<string, string>, origin = ORIGIN) =>
  readPlace(name => options[name] ?? '', origin);

describe('the place of a page', () => {
  it('is nowhere off a hub, and nowhere without a token', () => {
    expect(read({})).toBeNull();
    expect(read({ ...onHub, token: '' })).toBeNull();
    expect(read({ ...onHub, hubPrefix: '' })).toBeNull();
  });

  it('lies beside the hub, below its base', () => {
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

  it('is on the host that the platform names when labs have hosts of their own', () => {
    const perijoveUrl = 'https://perijove--service.hub.example.org/jupyterhub/services/perijove/';
    const place = read({ ...onHub, hubHost: 'https://hub.example.org', perijoveUrl });
    expect(place?.serviceUrl).toBe(perijoveUrl);
    expect(place?.homeUrl).toBe('https://hub.example.org/jupyterhub/hub/home');
  });

  it('spells no host by itself', () => {
    const place = read({ ...onHub, hubHost: 'https://hub.example.org' });
    expect(place?.serviceUrl).toBe('https://hub.example.org/jupyterhub/services/perijove/');
  });

  it('can be told by the administrator', () => {
    expect(read({ ...onHub, perijoveUrl: '/elsewhere' })?.serviceUrl).toBe(
      'https://lab.example.org/elsewhere/',
    );
    expect(read({ ...onHub, perijoveUrl: 'https://p.example.org/x/' })?.serviceUrl).toBe(
      'https://p.example.org/x/',
    );
  });

  it('tells the visitor from the owner of the server', () => {
    const place = read({ ...onHub, hubServerUser: 'grace', hubServerName: 'gpu' });
    expect(place).toMatchObject({ user: 'grace', server: 'gpu', visitor: 'ada' });
  });
});
