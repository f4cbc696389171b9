import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

let description: unknown;

/** The API's description. Read once: it is a third of a megabyte, and everyone can ask for it. */
export const openApi = (): unknown =>
  (description ??= JSON.parse(
    readFileSync(fileURLToPath(import.meta.resolve('@perijove/contracts/openapi.json')), 'utf8'),
  ));
