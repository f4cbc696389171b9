// Copies what tsc leaves behind: the SQL migrations.
import { cpSync } from 'node:fs';

const at = path => new URL(`../${path}`, import.meta.url);
cpSync(at('src/db/migrations'), at('lib/db/migrations'), { recursive: true });
