import fc from 'fast-check';
import { volumeName } from '../../servers/names.js';
import {
  canMatch,
  canMatchPlatformName,
  canCollide,
  fillTemplate,
  parseNameTemplate,
  type NameTemplate,
} from './name-template.js';

const parsed = (text: string): NameTemplate => {
  const template = parseNameTemplate(text);
  if (template === null) throw new Error(`${text} is no template`);
  return template;
};

/** Users who choose their names to hit a user: letters, and all that templates are made of. */
const cunning = fc.oneof(
  fc.stringMatching(/^[a-dgA-D0-9_.\-@]{1,12}$/),
  fc.string({ minLength: 1, maxLength: 255, unit: 'grapheme' }),
);
const piece = fc.stringMatching(/^[abx_.\-g2]{0,3}$/);
const anyTemplate = fc
  .tuple(
    fc.constantFrom('a', 'ab', 'jupyterlab', 'x-jupyterlab'),
    piece,
    fc.constantFrom('-', '_', '.'),
    fc.constantFrom('{username}', '{legacy_username}'),
    piece,
  )
  .map(parts => parsed(parts.join('')));

it.each([
  ['jupyterhub-user-{username}', 'ann', 'jupyterhub-user-ann'],
  [
    'jupyterhub-user-{username}',
    'Ann.Lee@example.org',
    'jupyterhub-user--41nn-2e-4cee-40example-2eorg',
  ],
  ['jupyterhub-user-{username}', 'ann-lee', 'jupyterhub-user-ann-2dlee'],
  ['jupyterhub-user-{legacy_username}', 'ann-lee', 'jupyterhub-user-ann-lee'],
  ['jupyterhub-user-{legacy_username}', 'Ann@x_é', 'jupyterhub-user-Ann_40x_5F_C3_A9'],
  ['lab_{safe_username}_home', 'ann', 'lab_ann_home'],
])('%s is for %s what DockerSpawner calls it', (template, user, name) => {
  expect(fillTemplate(parsed(template), user)).toBe(name);
});

it('two users never have one name, and every name is one of the engine', () => {
  fc.assert(
    fc.property(anyTemplate, cunning, cunning, (template, a, b) => {
      fc.pre(a !== b);
      const name = fillTemplate(template, a);
      expect(name).not.toBe(fillTemplate(template, b));
      expect(name).toMatch(/^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,254}$/);
    }),
  );
});

it('two templates that are taken together never meet, whatever users are called', () => {
  fc.assert(
    fc.property(anyTemplate, anyTemplate, cunning, cunning, (one, other, a, b) => {
      fc.pre(!canCollide(one, other));
      expect(fillTemplate(one, a)).not.toBe(fillTemplate(other, b));
    }),
    { numRuns: 2000 },
  );
});

it('none meets a name that the platform makes up, of any generation', () => {
  const suffix = fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,4}$/);
  fc.assert(
    fc.property(
      anyTemplate,
      cunning,
      cunning,
      suffix,
      fc.constantFrom(1, 2, 22),
      (template, a, b, volume, generation) => {
        fc.pre(!canMatchPlatformName(template, 'jupyterlab'));
        expect(fillTemplate(template, a)).not.toBe(volumeName('jupyterlab', b, volume, generation));
      },
    ),
    { numRuns: 2000 },
  );
});

it('a name that some user can have is known as such', () => {
  fc.assert(
    fc.property(anyTemplate, cunning, (template, user) => {
      expect(canMatch(template, fillTemplate(template, user))).toBe(true);
    }),
  );
});
