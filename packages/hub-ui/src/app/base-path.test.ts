import { basePathOf, hubRootOf, serverPath, spawnPath } from './base-path';

it.each([
  ['http://localhost:8000/', '/'],
  ['http://localhost:8000/services/perijove/', '/services/perijove/'],
  ['https://hub.example/jupyterhub/services/perijove/', '/jupyterhub/services/perijove/'],
  ['https://hub.example/services/perijove/index.html', '/services/perijove/'],
])('finds the base path of %s', (uri, path) => {
  expect(basePathOf(uri)).toBe(path);
});

it.each([
  ['/hub/', '/'],
  ['/jupyterhub/hub/', '/jupyterhub/'],
])('finds the root of the hub at %s', (hubUrl, root) => {
  expect(hubRootOf(hubUrl)).toBe(root);
});

it('escapes names in the path of a server', () => {
  expect(serverPath('/jh/hub/', 'a b@c', '')).toBe('/jh/user/a%20b%40c/');
  expect(serverPath('/hub/', 'ada', 'big one')).toBe('/user/ada/big%20one/');
  expect(spawnPath('/jh/hub/', 'a b@c', '')).toBe('/jh/hub/spawn/a%20b%40c');
  expect(spawnPath('/hub/', 'ada', 'big one')).toBe('/hub/spawn/ada/big%20one');
});
