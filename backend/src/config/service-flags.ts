import { flag } from './define.js';
import { settings } from './settings.js';

const NEW = 'JUPYTERHUB_SERVICE_';
const OLD = 'ENABLE_SERVICE_';

/** JupyterHub itself gives these to every service that it starts. */
const hubsOwn = new Set(['NAME', 'PREFIX', 'URL']);

const schema = flag('0', { group: 'labs' }).schema;

/** Flags of services in labs that are in the environment and not in the table of settings. */
export interface ServiceFlags {
  readonly flags: Readonly<Record<string, boolean>>;
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

/**
 * Reads every further `JUPYTERHUB_SERVICE_X`, which labs receive as `ENABLE_SERVICE_X`. The names
 * that JupyterHub uses for its own purposes are no flags.
 */
export const serviceFlags = (env: Readonly<Record<string, string | undefined>>): ServiceFlags => {
  const flags: Record<string, boolean> = {};
  const problems: string[] = [];
  const warnings: string[] = [];
  const read = (variable: string, name: string): void => {
    const result = schema.safeParse(env[variable]);
    if (result.success) flags[name] = result.data;
    else problems.push(`${variable} ${result.error.issues[0]?.message ?? 'is not valid'}.`);
  };
  for (const [prefix, isOld] of [
    [OLD, true],
    [NEW, false],
  ] as const) {
    for (const variable of Object.keys(env).sort()) {
      const name = variable.startsWith(prefix) ? variable.slice(prefix.length) : '';
      if (!/^[A-Z][A-Z0-9_]*$/.test(name) || hubsOwn.has(name)) continue;
      // Those in the table have their own check, default and old name.
      if (`${NEW}${name}` in settings) continue;
      if (isOld && env[`${NEW}${name}`] === undefined) {
        warnings.push(`${variable} is an old name; please set ${NEW}${name} instead.`);
      }
      read(variable, name);
    }
  }
  return { flags, problems, warnings };
};
