// Fails if a link of the documentation is broken: a missing file, heading or picture;
// or if a picture is not used.
//
//   node scripts/docs/links.mjs
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { at, root } from '../setup/root.mjs';
import { main, UserError } from '../setup/log.mjs';

const pages = [
  ...['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'hub/README.md'],
  ...readdirSync(at('docs'), { recursive: true })
    .filter(name => name.endsWith('.md'))
    .map(name => join('docs', name)),
];

const link = /\]\(([^)\s]+)\)|(?:src|srcset|href)="([^"]+)"/g;

/** The anchors of a page, derived from its headings. */
const anchorsOf = text =>
  new Set(
    text
      .split('\n')
      .filter(line => /^#{1,6} /.test(line))
      .map(line =>
        line
          .replace(/^#+ /, '')
          .toLowerCase()
          .replace(/[^\p{L}\p{N}\- ]/gu, '')
          .replaceAll(' ', '-'),
      ),
  );

await main(async () => {
  const problems = [];
  const used = new Set();
  for (const page of pages) {
    for (const [, inText, inTag] of readFileSync(at(page), 'utf8').matchAll(link)) {
      const target = inText ?? inTag;
      if (/^[a-z]+:/.test(target)) continue;
      const [path, heading] = target.split('#');
      const file = path === '' ? at(page) : join(root, dirname(page), path);
      used.add(relative(root, file));
      if (!existsSync(file)) problems.push(`${page}: ${target} is not there`);
      else if (heading !== undefined && !anchorsOf(readFileSync(file, 'utf8')).has(heading)) {
        problems.push(`${page}: ${target} names a heading that is not there`);
      }
    }
  }
  for (const name of readdirSync(at('docs', 'images'))) {
    if (!used.has(join('docs', 'images', name))) problems.push(`docs/images/${name} is on no page`);
  }
  if (problems.length > 0) throw new UserError(problems.join('\n'));
});
