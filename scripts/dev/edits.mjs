// Edits of this repository's own sources, for the test and the benchmark of the dev mode.
import { readFileSync, writeFileSync } from 'node:fs';
import { at } from '../setup/root.mjs';

const HEALTH = at('backend/src/features/health/service.ts');
const STYLE = at('packages/hub-ui/src/style/index.css');

const editable = (file, change) => {
  const before = readFileSync(file, 'utf8');
  return {
    edit: value => {
      const after = change(before, value);
      if (after === before) throw new Error(`${file} has changed: this edit finds nothing in it.`);
      writeFileSync(file, after);
    },
    restore: () => writeFileSync(file, before),
  };
};

/** The version in `GET /health` with a `suffix`; null breaks the syntax. */
export const healthVersion = () =>
  editable(HEALTH, (text, suffix) =>
    text.replace(
      /(\n\s+version: this\.deps\.version),/,
      suffix === null ? '$1 +,' : `$1 + '${suffix}',`,
    ),
  );

/** A width of the body's outline, in pixels. */
export const bodyOutline = () =>
  editable(STYLE, (text, width) => `${text}\nbody { outline: ${width}px solid transparent; }\n`);
