import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

/** The repository's folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
export const at = (...parts) => join(root, ...parts);
/** The folder of stamps, which is removed with node_modules. */
export const cacheFile = name => at('node_modules', '.cache', 'perijove', name);
/** Programs of the npm packages. */
export const bin = name => at('node_modules', '.bin', name);
