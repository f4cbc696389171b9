import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { problemsOf, templateOf, toJson, updateCatalog } from './catalogs.mjs';
import { extractTexts, schemaTexts, sourceTexts, translationCalls } from './extract-texts.mjs';

const seenIn = source => sourceTexts('a.ts', source).map(({ text }) => text);

describe('the texts of the lab packages', () => {
  it('are all extracted, by the rules of JupyterLab', () => {
    const { unseen, counts } = extractTexts(join(import.meta.dirname, '..', '..'));
    expect(unseen).toEqual([]);
    // A package with invisible texts would lose its translations.
    expect(counts['lab-session']).toBeGreaterThan(90);
    expect(counts['lab-notifications']).toBeGreaterThan(40);
    expect(counts['lab-branding']).toBeGreaterThan(5);
  });

  it('are those of a bundle called trans, and none of another', () => {
    expect(
      seenIn(`trans.__('a'); this.trans._n('%1 b', '%1 bs', 2); props.trans._p('c', 'd')`),
    ).toEqual(['%1 b', 'a', 'd']);
    const hidden = `words.__('a'); trans.__(text); options.trans._n('b', 'bs', 1)`;
    expect(seenIn(hidden)).toEqual([]);
    expect(translationCalls('a.ts', hidden)).toHaveLength(3);
  });

  it('are what a schema shows, each in its context', () => {
    const schema = {
      title: 'T',
      type: 'object',
      'jupyter.lab.setting-icon-label': 'L',
      'jupyter.lab.menus': { main: [{ id: 'x', label: 'M', items: [{ command: 'a:b' }] }] },
      properties: { near: { title: 'N', description: 'D', enum: ['always'], default: 'always' } },
    };
    expect(schemaTexts(schema)).toEqual([
      { context: 'schema', text: 'T' },
      { context: 'settings', text: 'L' },
      { context: 'menu', text: 'M' },
      { context: 'settings', text: 'N' },
      { context: 'settings', text: 'D' },
    ]);
  });
});

describe('the catalog of a language', () => {
  const texts = [
    { context: null, text: 'Extend by %1 h', plural: null, files: ['a.ts'] },
    { context: 'menu', text: 'Hub', plural: null, files: ['a.json'] },
    { context: null, text: '%1 day', plural: '%1 days', files: ['a.ts'] },
  ];
  const header = `msgid ""
msgstr ""
"Project-Id-Version: perijove 1.2.3\\n"
"Language: fr_FR\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"
`;
  const entry = (msgid, ...lines) => `\nmsgid "${msgid}"\n${lines.join('\n')}\n`;
  const hub = `\nmsgctxt "menu"\nmsgid "Hub"\nmsgstr "Hub"\n`;
  const days = entry(
    '%1 day',
    'msgid_plural "%1 days"',
    'msgstr[0] "%1 jour"',
    'msgstr[1] "%1 jours"',
  );
  const extend = entry('Extend by %1 h', 'msgstr "Prolonger de %1 h"');

  it('is complete with every text, all plural forms and the same placeholders', () => {
    expect(problemsOf(`${header}${extend}${hub}${days}`, texts)).toEqual([]);
  });

  it.each([
    [`${hub}${days}`, 'missing: "Extend by %1 h"'],
    [`${extend}${hub}${days}${entry('Old', 'msgstr "Ancien"')}`, 'superfluous: "Old"'],
    [`${extend}${days}${hub.replace('msgctxt "menu"\n', '')}`, 'missing: "Hub"'],
    [`${hub}${days}${entry('Extend by %1 h', 'msgstr ""')}`, 'not translated: "Extend by %1 h"'],
    [
      `${hub}${days}${entry('Extend by %1 h', 'msgstr "Prolonger"')}`,
      'other placeholders: "Extend by %1 h"',
    ],
    [
      `${extend}${hub}${entry('%1 day', 'msgid_plural "%1 days"', 'msgstr[0] "%1 jour"')}`,
      '1 of 2 plural forms: "%1 day"',
    ],
    [`${hub}${days}${extend.replace('msgid', '#, fuzzy\nmsgid')}`, 'fuzzy: "Extend by %1 h"'],
  ])('is not otherwise: %#', (body, problem) => {
    expect(problemsOf(`${header}${body}`, texts)).toContain(problem);
  });

  it('keeps its translations when the texts change, and asks for the new ones', () => {
    const updated = updateCatalog(`${header}${extend}${entry('Old', 'msgstr "Ancien"')}`, texts);
    expect(updated).toContain('Prolonger de %1 h');
    expect(updated).not.toContain('Ancien');
    expect(problemsOf(updated, texts)).toEqual([
      'not translated: "Hub"',
      'not translated: "%1 day"',
    ]);
  });

  it('becomes what JupyterLab loads', () => {
    expect(JSON.parse(toJson(`${header}${extend}${hub}${days}`, 'perijove'))).toEqual({
      '': {
        domain: 'perijove',
        version: '1.2.3',
        language: 'fr-FR',
        plural_forms: 'nplurals=2; plural=(n > 1);',
      },
      'Extend by %1 h': ['Prolonger de %1 h'],
      'menu\u0004Hub': ['Hub'],
      '%1 day': ['%1 jour', '%1 jours'],
    });
  });

  it('starts from the template', () => {
    expect(templateOf(texts, 'perijove', '1.2.3')).toContain('msgid "Extend by %1 h"\nmsgstr ""\n');
  });
});
