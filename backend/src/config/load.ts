import { redact } from '../lib/redact.js';
import type { Config } from './config.js';
import { contradictions } from './contradictions.js';
import type { Setting } from './define.js';
import { serviceFlags } from './service-flags.js';
import { settings, type SettingName } from './settings.js';

/** Where a value came from. */
export type SettingSource = 'default' | 'environment' | 'deprecated name';

/** The outcome of reading the environment: a whole configuration, or all of its problems. */
export type Loaded =
  | {
      readonly ok: true;
      readonly config: Config;
      readonly sources: Readonly<Record<SettingName, SettingSource>>;
      readonly warnings: readonly string[];
    }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Names that look like ours and are not: a typo must not pass for a setting. */
const unknownNames = (env: Readonly<Record<string, string | undefined>>): string[] =>
  Object.keys(env)
    .filter(name => name.startsWith('PERIJOVE_') && !(name in settings))
    .map(name => `${name} is not a setting${nearest(name)}.`);

const nearest = (name: string): string => {
  const close = Object.keys(settings).find(
    known => known.startsWith(name.slice(0, -2)) || name.startsWith(known.slice(0, -2)),
  );
  return close === undefined ? '' : ` (did you mean ${close}?)`;
};

/** Reads and checks the environment; reports everything that is wrong at once. */
export const loadConfig = (env: Readonly<Record<string, string | undefined>>): Loaded => {
  const services = serviceFlags(env);
  const problems = [...unknownNames(env), ...services.problems];
  const warnings: string[] = [...services.warnings];
  const values: Record<string, unknown> = {};
  const sources: Record<string, SettingSource> = {};
  for (const [name, setting] of Object.entries(settings) as [SettingName, Setting][]) {
    let given = env[name];
    sources[name] = given === undefined ? 'default' : 'environment';
    if (given === undefined && setting.oldName !== null && env[setting.oldName] !== undefined) {
      given = env[setting.oldName];
      sources[name] = 'deprecated name';
      warnings.push(`${setting.oldName} is an old name; please set ${name} instead.`);
    }
    const result = setting.schema.safeParse(given);
    if (result.success) values[name] = result.data;
    else problems.push(`${name} ${result.error.issues[0]?.message ?? 'is not valid'}.`);
  }
  if (problems.length === 0) problems.push(...contradictions(values as Config));
  return problems.length > 0
    ? { ok: false, problems: problems.map(redact) }
    : {
        ok: true,
        config: values as Config,
        sources: sources as Record<SettingName, SettingSource>,
        warnings,
      };
};
