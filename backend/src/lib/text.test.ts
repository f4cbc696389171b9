import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inEnglish, languages, render, renderDeep } from './catalog.js';
import { createLanguageOf, pickLanguage } from './language.js';
import { readMessage, reviveTexts, storedMessage, Text, text } from './text.js';

const locales = join(__dirname, '../../locales');
const HOSTILE = '$t(common.signIn) {{actor}} {{- actor}} <b>';

interface Catalog {
  readonly [key: string]: string | Catalog;
}
const keysOf = (catalog: Catalog, path = ''): string[] =>
  Object.entries(catalog).flatMap(([name, value]) =>
    typeof value === 'string' ? [`${path}${name}`] : keysOf(value, `${path}${name}.`),
  );
const english = JSON.parse(readFileSync(join(locales, 'en.json'), 'utf8')) as Catalog;

/** A value for every name that a text has. */
const values = Object.fromEntries(
  [...JSON.stringify(english).matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => [name, 3]),
);

describe.each(languages)('in %s', language => {
  it.each(keysOf(english))('%s renders', key => {
    const base = key.replace(/_(one|other)$/, '');
    const said = render(new Text(base, values), language);
    expect(said).not.toContain('{{');
    expect(said).not.toBe(base);
  });
});

it('writes what users named as it is', () => {
  const said = text('servers.ended.stoppedBy', { actor: HOSTILE });
  expect(inEnglish(said)).toBe(`Stopped by ${HOSTILE}. All files are kept.`);
  expect(render(said, 'fr')).toBe(`Arrêté par ${HOSTILE}. Tous les fichiers sont conservés.`);
});

it('writes measures as the language does, and texts within texts', () => {
  const night = Date.UTC(2026, 0, 1, 1, 10);
  const stopped = text('sessions.stoppedIdle', {
    time: { atMs: night, timeZone: 'Europe/Berlin' },
    after: { spanMs: 90 * 60_000 },
  });
  expect(inEnglish(stopped)).toBe(
    'Stopped at 02:10 after 1.5 h without activity. Your files are safe.',
  );
  expect(render(stopped, 'fr')).toBe(
    'Arrêté à 02:10 après 1,5\u00a0h sans activité. Vos fichiers sont intacts.',
  );
  const full = text('notifications.memory.messageOfLimit', { limit: { bytes: 1.5 * 2 ** 30 } });
  expect(render(full, 'fr')).toContain('(1,5\u00a0Gio)');
  const failed = text('engine.docker.couldNot', {
    task: text('engine.doing.measureVolumes', { count: 2 }),
    why: 'busy',
  });
  expect(inEnglish(failed)).toBe('Docker could not measure 2 volumes: busy');
  expect(render(failed, 'fr')).toBe('Docker n’a pas pu mesurer 2 volumes\u00a0: busy');
});

it('reads back what it stored, and leaves the sentences of earlier versions alone', () => {
  const said = text('servers.failed.image', {
    why: text('engine.images.notHere', { image: 'lab:1' }),
  });
  const read = readMessage(storedMessage(said));
  expect(read).toEqual(said);
  expect(render(read, 'fr')).toContain('L’image lab:1 est introuvable');
  for (const sentence of ['Stopped by ann.', '', '{', '{"text":', '{"text":"a"}', '[1]']) {
    expect(readMessage(storedMessage(sentence))).toBe(sentence);
  }
  // Words of a lab or a registry that look like a text of ours stay theirs.
  for (const forged of ['{"text":"common.signIn","values":{}}', ' {"text":"common.signIn"}']) {
    expect(readMessage(storedMessage(forged))).toBe(forged);
  }
  const details = { why: text('groups.wasMissing'), group: 'a', list: [1, null] };
  expect(reviveTexts(JSON.parse(JSON.stringify(details)))).toEqual(details);
});

it.each([
  null,
  true,
  {},
  [1],
  { bytes: '1' },
  { atMs: 1, timeZone: 'No/Where' },
  { atMs: 1e99, timeZone: 'UTC' },
])('takes nothing for a text whose value %j cannot be written', value => {
  const stored = { text: 'common.noUser', values: { user: value } };
  expect(reviveTexts(stored)).toEqual(stored);
});

it('renders what stands anywhere in a value, and passes on what has no text', () => {
  const plain = { rows: [{ user: 'ann', n: 1, none: null }] };
  expect(renderDeep(plain, 'fr')).toBe(plain);
  const view = { server: { progress: [{ message: text('servers.steps.creating') }] } };
  expect(renderDeep(view, 'fr')).toEqual({
    server: { progress: [{ message: 'Création du serveur' }] },
  });
});

describe('the language of a request', () => {
  const languageOf = createLanguageOf('fr');
  it.each([
    ['nothing', {}, 'fr'],
    ['the browser', { 'accept-language': 'en-US,en;q=0.9' }, 'en'],
    ['the most wanted of the browser', { 'accept-language': 'en;q=0.5, fr-CA;q=0.8' }, 'fr'],
    ['a browser that asks for others', { 'accept-language': 'xx, de;q=0.9, *;q=0.1' }, 'fr'],
    [
      'the choice of the user',
      { cookie: 'a=b; perijove-language=en; c=d', 'accept-language': 'fr' },
      'en',
    ],
    ['a choice that is not there', { cookie: 'perijove-language=tlh' }, 'fr'],
    ['a path', { cookie: 'perijove-language=../../en', 'accept-language': 'en' }, 'en'],
    ['a name of every object', { cookie: 'perijove-language=__proto__' }, 'fr'],
    ['a constructor', { cookie: 'perijove-language=constructor' }, 'fr'],
    ['an endless header', { 'accept-language': 'x,'.repeat(5000) }, 'fr'],
    ['no quality', { 'accept-language': 'en;q=0, fr;q=zero' }, 'fr'],
  ])('follows %s', (_what, headers, wanted) => {
    expect(languageOf({ headers })).toBe(wanted);
  });

  it('is English where nothing fits', () => {
    expect(pickLanguage([null, 'xx', ''])).toBe('en');
  });
});

it.each(languages)('says in %s which names accounts can have, as the hub does', language => {
  const hub = join(__dirname, `../../../hub-templates/locales/${language}.json`);
  const { refusals } = JSON.parse(readFileSync(hub, 'utf8')) as {
    refusals: { names: { rule: string; elsewhere: string } };
  };
  const rule = refusals.names.rule.replace('{{most}}', '64');
  expect(render(text('inputs.accountName', { most: 64 }), language)).toBe(rule);
  expect(render(text('inputs.nameElsewhere'), language)).toBe(refusals.names.elsewhere);
});
