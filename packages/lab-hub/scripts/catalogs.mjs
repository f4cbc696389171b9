// Gettext catalogs: the template of all texts, and the translations of one language.
import PO from 'pofile';

const keyOf = ({ context, text }) => JSON.stringify([context ?? null, text]);
const itemKey = ({ msgctxt, msgid }) => keyOf({ context: msgctxt, text: msgid });
const placeholdersOf = text => [...new Set(text.match(/%\d+/g) ?? [])].sort().join(' ');
const pluralForms = po => {
  const forms = po.headers['Plural-Forms'] ?? '';
  return { forms, count: Number(/nplurals\s*=\s*(\d+)/.exec(forms)?.[1] ?? 0) };
};

const itemOf = ({ context, text, plural, files }, count) => {
  const item = new PO.Item({ nplurals: count });
  item.msgid = text;
  if (context !== null) item.msgctxt = context;
  if (plural !== null) item.msgid_plural = plural;
  item.msgstr = Array.from({ length: plural === null ? 1 : count }, () => '');
  // Without line numbers: a template changes when a text does, and not with every line above it.
  item.references = files;
  return item;
};

/** The template, as text. */
export const templateOf = (texts, domain, version) => {
  const po = new PO();
  po.headers = {
    'Project-Id-Version': `${domain} ${version}`,
    'MIME-Version': '1.0',
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Transfer-Encoding': '8bit',
  };
  po.items = texts.map(text => itemOf(text, 2));
  return `${po.toString().trim()}\n`;
};

/** The updated catalog of a language: new texts are empty, old ones are removed. */
export const updateCatalog = (source, texts) => {
  const po = PO.parse(source);
  const known = new Map(po.items.map(item => [itemKey(item), item]));
  const { count } = pluralForms(po);
  po.items = texts.map(text => {
    const item = itemOf(text, count);
    const before = known.get(keyOf(text));
    if (before?.msgstr.length === item.msgstr.length) item.msgstr = before.msgstr;
    return item;
  });
  return `${po.toString().trim()}\n`;
};

/** The problems of a language's catalog; empty if it is complete. */
export const problemsOf = (source, texts) => {
  const po = PO.parse(source);
  const { forms, count } = pluralForms(po);
  const wanted = new Map(texts.map(text => [keyOf(text), text]));
  const known = new Map(po.items.map(item => [itemKey(item), item]));
  const problems = [];
  if (count === 0) problems.push(`the header lacks Plural-Forms: "${forms}"`);
  if (known.size !== po.items.length) problems.push('some texts are there twice');
  for (const [key, { text }] of wanted) {
    if (!known.has(key)) problems.push(`missing: "${text}"`);
  }
  for (const [key, { msgid, msgid_plural: plural, msgstr, flags, obsolete }] of known) {
    const text = wanted.get(key);
    if (text === undefined || obsolete) problems.push(`superfluous: "${msgid}"`);
    else if (flags.fuzzy) problems.push(`fuzzy: "${msgid}"`);
    else if ((plural ?? null) !== text.plural) problems.push(`another plural: "${msgid}"`);
    else if (msgstr.length !== (text.plural === null ? 1 : count))
      problems.push(`${msgstr.length} of ${count} plural forms: "${msgid}"`);
    else if (msgstr.some(form => form.trim() === '')) problems.push(`not translated: "${msgid}"`);
    else if (msgstr.some(form => placeholdersOf(form) !== placeholdersOf(plural ?? msgid)))
      problems.push(`other placeholders: "${msgid}"`);
  }
  return problems;
};

/** A language's catalog in the JSON of JupyterLab's language packs. */
export const toJson = (source, domain) => {
  const po = PO.parse(source);
  const entries = po.items
    .filter(({ obsolete, msgstr }) => !obsolete && msgstr.some(form => form !== ''))
    // JupyterLab joins context and text by this character.
    .map(({ msgctxt, msgid, msgstr }) => [msgctxt ? `${msgctxt}\u0004${msgid}` : msgid, msgstr]);
  const header = {
    domain,
    version: (po.headers['Project-Id-Version'] ?? '').split(' ').at(-1),
    language: (po.headers.Language ?? '').replace('_', '-'),
    plural_forms: pluralForms(po).forms,
  };
  return JSON.stringify({ '': header, ...Object.fromEntries(entries) });
};
