import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { at } from '../../../scripts/setup/root.mjs';

const EXTENSIONS = at('backend', 'lib', 'share', 'jupyter', 'labextensions', '@perijove');

const compressed = folder =>
  readdirSync(folder)
    .filter(file => /\.(js|css)$/.test(file))
    .reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length, 0);

/** Compressed bytes of every script and style that a lab may load, by extension. */
export const compressedSizes = () =>
  Object.fromEntries(
    readdirSync(EXTENSIONS).map(name => [name, compressed(join(EXTENSIONS, name, 'static'))]),
  );
