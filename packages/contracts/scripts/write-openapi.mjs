// Writes openapi.json and src/endpoints.ts from the routes; with --check it only compares and fails
// on drift.
import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { openApiDocument } from '../lib/openapi.js';
import { routes } from '../lib/routes.js';

const at = path => new URL(`../${path}`, import.meta.url);
const { version } = JSON.parse(readFileSync(at('package.json'), 'utf8'));

const endpointsFile = at('src/endpoints.ts');
const endpoints = async () => {
  const text = readFileSync(endpointsFile, 'utf8');
  const table = Object.entries(routes).map(([name, { method, path, namedPath }]) => {
    const named = namedPath === undefined ? '' : `, namedPath: '${namedPath}'`;
    return `  ${name}: { method: '${method}', path: '${path}'${named} },`;
  });
  const start = text.indexOf('export const endpoints');
  const written = `${text.slice(0, start)}export const endpoints = {\n${table.join('\n')}\n} as const;\n`;
  const options = await resolveConfig(endpointsFile);
  return format(written, { ...options, parser: 'typescript' });
};

const outputs = [
  ['openapi.json', `${JSON.stringify(openApiDocument(version), null, 2)}\n`],
  ['src/endpoints.ts', await endpoints()],
];
for (const [path, text] of outputs) {
  if (!process.argv.includes('--check')) writeFileSync(at(path), text);
  else if (readFileSync(at(path), 'utf8') !== text) {
    console.error(`${path} is out of date: run \`npm run openapi\` and commit the result.`);
    process.exitCode = 1;
  }
}
