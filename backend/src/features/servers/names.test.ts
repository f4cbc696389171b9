import fc from 'fast-check';
import { escapeName, labName, shorten, volumeName } from './names.js';

const anyName = fc.string({ minLength: 1, maxLength: 255, unit: 'grapheme' });
const similar = fc.stringMatching(/^[aA2dD.\-_]{1,8}$/);
const valid = /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/;

it.each([
  ['alice', 'alice'],
  ['a-2d', 'a-2d2d'],
  ['A', '-41'],
  ['a.b', 'a-2eb'],
  ['a--b', 'a-2d-2db'],
  ['ü', '-c3-bc'],
  ['user@example.org', 'user-40example-2eorg'],
])('%s is escaped as %s', (name, escaped) => {
  expect(escapeName(name)).toBe(escaped);
});

it('the first generation has the name that existing deployments use', () => {
  expect(volumeName('jupyterlab', 'alice', 'home', 1)).toBe('jupyterlab-alice_home');
  expect(volumeName('jupyterlab', 'alice', 'home', 2)).toBe('jupyterlab-alice_home_g2');
});

it.each([
  ['any names', anyName],
  ['names that look alike', similar],
])('different users never share a lab or a volume (%s)', (_kind, names) => {
  fc.assert(
    fc.property(names, names, (a, b) => {
      fc.pre(a !== b);
      expect(escapeName(a)).not.toBe(escapeName(b));
      expect(volumeName('p', a, 'home', 1)).not.toBe(volumeName('p', b, 'home', 1));
      expect(labName('one', a, '')).not.toBe(labName('one', b, ''));
    }),
  );
});

it('user and server names never run into each other', () => {
  fc.assert(
    fc.property(similar, similar, similar, similar, (a, b, c, d) => {
      fc.pre(a !== c || b !== d);
      expect(labName('one', a, b)).not.toBe(labName('one', c, d));
      expect(labName('one', a, b)).not.toBe(labName('one', c, ''));
    }),
  );
});

it('two deployments on one host never share a lab', () => {
  expect(labName('one', 'alice', '')).not.toBe(labName('two', 'alice', ''));
});

it('names are valid for the engine and of bounded length', () => {
  fc.assert(
    fc.property(anyName, anyName, (user, server) => {
      for (const name of [
        labName('one', user, server),
        volumeName('jupyterlab', user, 'home', 3),
      ]) {
        expect(name).toMatch(valid);
        expect(name.length).toBeLessThanOrEqual(200);
      }
    }),
  );
});

it('a shortened name never equals a whole one', () => {
  const long = 'a'.repeat(300);
  expect(shorten(long, 160)).toHaveLength(160);
  expect(shorten(long, 160)).toContain('.');
  expect(shorten(`${long}b`, 160)).not.toBe(shorten(long, 160));
});
