// Writes docs/operators/settings.md from the backend's table of settings.
//
//   node scripts/docs/settings.mjs [--check]
//
// With --check it only fails if the file is outdated.
// The backend has to be built: npm run build:node.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { at } from '../setup/root.mjs';
import { main, note, UserError } from '../setup/log.mjs';

const table = at('backend', 'lib', 'config', 'settings.js');
const catalog = at('backend', 'locales', 'en.json');
const page = at('docs', 'operators', 'settings.md');

/** The groups in the order of the page, with a title and an introduction. */
const groups = {
  platform: ['Platform', 'Addresses, engine, audit log and language.'],
  labs: ['Labs', 'Environment, limits and image of servers. Changes apply when a server starts.'],
  accounts: ['Accounts', 'Administrators, sign-up and passwords.'],
  sessions: [
    'Sessions',
    'When servers stop. `npm start` turns the idle culler on; otherwise it is off by default.',
  ],
  volumes: ['Volumes', 'Volumes of users, and how long a reset can be undone.'],
  activity: ['Activity', 'Measurements, history and the activity score.'],
  branding: ['Branding', 'Name and images of your organisation.'],
  wiring: [
    'Wiring',
    'Connections between the parts. `npm start` and `compose.yml` set them; you need them for ' +
      '[an existing JupyterHub](existing-hub.md).',
  ],
};

const head = `# Settings

Settings are environment variables: of \`npm start\`, in \`.env\` next to \`compose.yml\`, or of your own
JupyterHub. Boolean settings accept \`1\`, \`true\`, \`yes\`, \`on\` and \`0\`, \`false\`, \`no\`, \`off\`.

All settings are validated at startup. Values out of range, unknown \`PERIJOVE_\` names and contradictions stop
the start with one message that lists all problems. Old names still work; the log shows the new ones.

\`node scripts/docs/settings.mjs\` generates this page from the table that the backend reads.
`;

/** The sources that read settings, as one text, without the table and tests. */
const programs = () =>
  [at('backend', 'src'), at('hub', 'src')]
    .flatMap(folder =>
      readdirSync(folder, { recursive: true })
        .filter(
          name =>
            /\.(ts|py)$/.test(name) && !/\.test|config\/(settings|contradictions)\.ts/.test(name),
        )
        .map(name => readFileSync(join(folder, name), 'utf8')),
    )
    .join('\n');

const cell = text => text.replaceAll('|', '\\|');

const row = (name, { fallback, oldName, secret }, description, readSomewhere) => {
  const notes = [
    ...(readSomewhere ? [] : ['Not used yet.']),
    ...(secret ? ['Secret.'] : []),
    ...(oldName === null ? [] : [`Old name: \`${oldName}\`.`]),
  ];
  const value = fallback === null || fallback === '' ? '' : `\`${fallback}\``;
  const end = description.endsWith('.') ? '' : '.';
  const words = [notes.length > 0 ? `${description}${end}` : description, ...notes].join(' ');
  return `| \`${name}\` | ${cell(value)} | ${cell(words)} |`;
};

const pageOf = (settings, words) => {
  const entries = Object.entries(settings);
  const unknown = entries.filter(([, { group }]) => !(group in groups));
  if (unknown.length > 0) {
    throw new UserError(
      `scripts/docs/settings.mjs has no heading for the group "${unknown[0][1].group}". Add one.`,
    );
  }
  const sources = programs();
  const sections = Object.entries(groups).flatMap(([group, [title, purpose]]) => {
    const own = entries.filter(([, setting]) => setting.group === group);
    if (own.length === 0) return [];
    const rows = own
      .map(([name, setting]) => row(name, setting, words[name], sources.includes(name)))
      .join('\n');
    return [
      `## ${title}\n\n${purpose}\n\n| variable | default | meaning |\n| --- | --- | --- |\n${rows}\n`,
    ];
  });
  return [head, ...sections].join('\n');
};

await main(async () => {
  if (!existsSync(table)) {
    throw new UserError('The backend is not built yet. Run: npm run build:node');
  }
  const { settings } = await import(table);
  const strings = JSON.parse(readFileSync(catalog, 'utf8'));
  const wanted = pageOf(settings, strings.settings);
  const there = existsSync(page) ? readFileSync(page, 'utf8') : '';
  if (process.argv.includes('--check')) {
    if (there !== wanted) {
      throw new UserError(
        'docs/operators/settings.md is outdated. Run: node scripts/docs/settings.mjs',
      );
    }
    return;
  }
  writeFileSync(page, wanted);
  note('Wrote docs/operators/settings.md.');
});
