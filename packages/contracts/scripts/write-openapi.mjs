// Writes openapi.json from the route table; with --check it only compares and fails on drift.
import { readFileSync, writeFileSync } from 'node:fs';
import { openApiDocument } from '../lib/openapi.js';

const file = new URL('../openapi.json', import.meta.url);
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const text = `${JSON.stringify(openApiDocument(version), null, 2)}\n`;
if (process.argv.includes('--check')) {
  if (readFileSync(file, 'utf8') !== text) {
    console.error('openapi.json is out of date: run `npm run openapi` and commit the result.');
    process.exit(1);
  }
} else {
  writeFileSync(file, text);
}
