// Finds the texts of the lab packages by the rules of jupyterlab-translate, the tool that makes
// JupyterLab's language packs: calls on a bundle called `trans` in TypeScript, and titles,
// descriptions and labels in settings schemas.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { GettextExtractor, JsExtractors } from 'gettext-extractor';
import ts from 'typescript';

/** What jupyterlab-translate takes for a translation bundle. */
const BUNDLES = ['trans', 'this.trans', 'this._trans', 'this.props.trans', 'props.trans'];

/** The methods of a bundle and the positions of their arguments. */
const METHODS = [
  [['__', 'gettext'], { text: 0 }],
  [['_n', 'ngettext'], { text: 0, textPlural: 1 }],
  [['_p', 'pgettext'], { context: 0, text: 1 }],
  [['_np', 'npgettext'], { context: 0, text: 1, textPlural: 2 }],
];

const METHOD_NAMES = METHODS.flatMap(([names]) => names);

/** Paths within a settings schema that are translated, and the context of each. */
const SCHEMA_TEXTS = [
  [/^\/(?:title|description)$/, 'schema'],
  [/^\/(?:definitions\/.*\/)?properties\/.*\/(?:title|description)$/, 'settings'],
  [/^\/jupyter\.lab\.setting-icon-label$/, 'settings'],
  [/^\/jupyter\.lab\.menus\/.*\/label$/, 'menu'],
  [/^\/jupyter\.lab\.metadataforms\/.*\/label$/, 'metadataforms'],
  [/^\/jupyter\.lab\.toolbars\/.*\/(?:label|caption)$/, 'toolbar'],
];

const filesBelow = (folder, pattern) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true })
        .filter(name => pattern.test(name))
        .map(name => join(folder, name))
        .sort()
    : [];

/** The texts of one schema, with the pointer to each. */
export const schemaTexts = (value, path = '') =>
  Object.entries(value ?? {}).flatMap(([key, entry]) => {
    const here = Array.isArray(value) ? `${path}[${key}]` : `${path}/${key}`;
    if (typeof entry === 'object') return schemaTexts(entry, here);
    if (typeof entry !== 'string') return [];
    const context = SCHEMA_TEXTS.find(([pattern]) => pattern.test(here))?.[1];
    return context === undefined ? [] : [{ context, text: entry }];
  });

/** The positions, as `file:line`, of all calls that translate a text, whatever the bundle's name. */
export const translationCalls = (file, source) => {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const found = [];
  const visit = node => {
    if (
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      METHOD_NAMES.includes(node.expression.name.text)
    ) {
      const { line } = tree.getLineAndCharacterOfPosition(node.getStart(tree));
      found.push(`${file}:${line + 1}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
};

/** The texts of one TypeScript file, each with its position, as jupyterlab-translate finds them. */
export const sourceTexts = (file, source) => {
  const extractor = new GettextExtractor();
  extractor
    .createJsParser(
      METHODS.flatMap(([names, args]) =>
        BUNDLES.flatMap(bundle =>
          names.map(name => JsExtractors.callExpression(`${bundle}.${name}`, { arguments: args })),
        ),
      ),
    )
    .parseString(source, file);
  return extractor.getMessages();
};

/**
 * The texts of the lab packages, sorted, each with the files that have it; and the calls whose text
 * the tool cannot see, because the bundle has another name or the text is not a literal.
 *
 * @param packages the folder of the packages
 */
export const extractTexts = packages => {
  const texts = new Map();
  const unseen = [];
  const counts = {};
  const add = (file, { context = null, text, textPlural = null }) => {
    const key = JSON.stringify([context, text]);
    const known = texts.get(key) ?? { context, text, plural: textPlural, files: [] };
    texts.set(key, known);
    if (!known.files.includes(file)) known.files.push(file);
  };
  for (const name of readdirSync(packages).sort()) {
    const manifest = join(packages, name, 'package.json');
    if (!existsSync(manifest)) continue;
    const { jupyterlab } = JSON.parse(readFileSync(manifest, 'utf8'));
    if (jupyterlab?.extension !== true) continue;
    counts[name] = 0;
    for (const path of filesBelow(join(packages, name, 'src'), /(?<!\.test)\.tsx?$/)) {
      const file = `packages/${relative(packages, path)}`;
      const source = readFileSync(path, 'utf8');
      const messages = sourceTexts(file, source);
      const seen = messages.flatMap(({ references }) => references);
      unseen.push(...translationCalls(file, source).filter(call => !seen.includes(call)));
      for (const message of messages) add(file, message);
      counts[name] += seen.length;
    }
    for (const path of filesBelow(join(packages, name, jupyterlab.schemaDir ?? ''), /\.json$/)) {
      if (jupyterlab.schemaDir === undefined) break;
      const found = schemaTexts(JSON.parse(readFileSync(path, 'utf8')));
      for (const text of found) add(`packages/${relative(packages, path)}`, text);
      counts[name] += found.length;
    }
  }
  const byPlace = (a, b) =>
    a.files[0].localeCompare(b.files[0]) || a.text.localeCompare(b.text, 'en');
  return { texts: [...texts.values()].sort(byPlace), unseen, counts };
};
