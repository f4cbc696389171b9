// Writes docs/operators/settings.md from the table of settings that the backend itself reads.
//
//   node scripts/docs/settings.mjs [--check]
//
// With --check it changes nothing and fails when the file says something else than the table.
// The backend has to be built: npm run build:node.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { at } from '../setup/root.mjs';
import { main, note, UserError } from '../setup/log.mjs';

const table = at('backend', 'lib', 'config', 'settings.js');
const stringsFile = at('packages', 'contracts', 'lib', 'strings.js');
const page = at('docs', 'operators', 'settings.md');

/** The groups in the order of the page, with what an operator asks when looking for them. */
const groups = {
  platform: ['The platform', 'Where it is and where labs run.'],
  labs: ['Labs', "What every lab gets and may use. Changes hold from a lab's next start on."],
  accounts: ['Accounts', 'Who may come in.'],
  sessions: [
    'Sessions',
    'When servers stop by themselves. `npm start` switches the idle culler on; everywhere else it ' +
      'is off until you set it.',
  ],
  volumes: ['Volumes', 'Where files are kept, and for how long a reset can be undone.'],
  activity: ['Activity', 'How often things are measured, and how the score counts.'],
  branding: ['Branding', 'Names and pictures of your organisation.'],
  wiring: [
    'Wiring',
    'How the parts find each other. `npm start` and `compose.yml` set what is needed; you need ' +
      'these for [a JupyterHub of your own](existing-hub.md).',
  ],
};

const head = `# Settings

Perijove is configured by environment variables: before \`npm start\`, in \`.env\` beside
\`compose.yml\`, or in the environment of a JupyterHub of your own. What you do not set keeps its
default. For switches, \`1\`, \`true\`, \`yes\` and \`on\` mean yes; \`0\`, \`false\`, \`no\` and \`off\` mean no.

Everything is checked at the start. A value out of range, a \`PERIJOVE_\` name that does not exist, or
settings that contradict each other stop the start with one message that lists all problems.
Earlier names still work; the log says which name to use instead.

This page is made from the table that the backend reads: \`node scripts/docs/settings.mjs\`.
`;

/** The programs that read settings, as one text, without the table itself and without tests. */
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
    ...(readSomewhere ? [] : ['Accepted and checked; nothing uses it yet.']),
    ...(secret ? ['A secret: never shown.'] : []),
    ...(oldName === null ? [] : [`Earlier name: \`${oldName}\`.`]),
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
  const { strings } = await import(stringsFile);
  const wanted = pageOf(settings, strings.settings);
  const there = existsSync(page) ? readFileSync(page, 'utf8') : '';
  if (process.argv.includes('--check')) {
    if (there !== wanted) {
      throw new UserError(
        'docs/operators/settings.md is not what the settings say. Run: node scripts/docs/settings.mjs',
      );
    }
    return;
  }
  writeFileSync(page, wanted);
  note('Wrote docs/operators/settings.md.');
});
