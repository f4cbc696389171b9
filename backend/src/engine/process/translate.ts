import { basename, join } from 'node:path';
import type { LabSpec } from '../port.js';
import { withServiceUrl } from '../service-url.js';

/** A directory as labs name it, and where it truly lies on this machine. */
export interface PathMapping {
  readonly target: string;
  readonly real: string;
}

/** What is to be run. */
export interface Launch {
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Where it starts; null for the home directory. */
  readonly workingDir: string | null;
  readonly home: string;
}

/** What the machine adds. */
export interface LaunchContext {
  readonly mappings: readonly PathMapping[];
  readonly port: number;
  readonly binDir: string | null;
  readonly backendEnv: Readonly<Record<string, string | undefined>>;
  readonly root: boolean;
  /** Home for a spec whose home is not mounted. */
  readonly fallbackHome: string;
}

/** What a lab takes over from the backend; everything else, secrets foremost, stays behind. */
const inherited =
  /^(LANG|LANGUAGE|LC_.*|TZ|USER|LOGNAME|SHELL|TMPDIR|https?_proxy|no_proxy|HTTPS?_PROXY|NO_PROXY|SSL_CERT_FILE|REQUESTS_CA_BUNDLE|LD_LIBRARY_PATH|DYLD_.*)$/;

/** Paths of URLs look like paths of files; these variables hold the former. */
const isUrlPath = (name: string): boolean =>
  name.startsWith('JUPYTERHUB_') &&
  name !== 'JUPYTERHUB_ROOT_DIR' &&
  !name.startsWith('JUPYTERHUB_SSL_');

/** Servers that refuse to run as root unless they are told that it is meant. */
const refusingRoot = new Set(['jupyterhub-singleuser', 'jupyter-labhub', 'jupyter-lab', 'jupyter']);

/** The spec in terms of this machine. Pure. */
export const launchOf = (spec: LabSpec, context: LaunchContext): Launch => {
  const { mappings, backendEnv } = context;
  const replace = pathReplacer(mappings);
  const asked = withServiceUrl(spec.env, { host: '127.0.0.1', port: context.port });
  const home = realPath(spec.homeTarget, mappings) ?? context.fallbackHome;
  const kept = Object.entries(backendEnv).flatMap(([name, value]) =>
    inherited.test(name) && value !== undefined ? [[name, value] as const] : [],
  );
  const path = [context.binDir ?? '', backendEnv.PATH ?? '/usr/local/bin:/usr/bin:/bin'];
  return {
    command: withRootConsent(spec.command.map(replace), context.root),
    env: {
      ...Object.fromEntries(kept),
      ...Object.fromEntries(
        Object.entries(asked).map(([name, value]) => [
          name,
          isUrlPath(name) ? value : replace(value),
        ]),
      ),
      // A path of programs inside some image means nothing here.
      PATH: path.filter(part => part !== '').join(':'),
      HOME: home,
    },
    workingDir: spec.workingDir === null ? null : realPath(spec.workingDir, mappings),
    home,
  };
};

const withRootConsent = (command: readonly string[], root: boolean): readonly string[] => {
  const program = basename(command[0] ?? '');
  return root && refusingRoot.has(program) && !command.includes('--allow-root')
    ? [...command, '--allow-root']
    : command;
};

/** Where a path inside the lab lies on this machine; null when it is below no mount. */
export const realPath = (path: string, mappings: readonly PathMapping[]): string | null => {
  const clean = path.replace(/\/+$/, '') || '/';
  const holder = longestFirst(mappings).find(
    ({ target }) => clean === target || clean.startsWith(`${target}/`),
  );
  return holder === undefined ? null : join(holder.real, clean.slice(holder.target.length));
};

/** Replaces mounted paths in a text, wherever a path may begin. */
const pathReplacer = (mappings: readonly PathMapping[]): ((text: string) => string) => {
  if (mappings.length === 0) return text => text;
  const real = new Map(mappings.map(mapping => [mapping.target, mapping.real]));
  const targets = longestFirst(mappings).map(({ target }) =>
    target.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
  );
  // One pass: a replaced path may itself begin like another mount's.
  const pattern = new RegExp(`(^|[:=,;\\s"'(\\[])(${targets.join('|')})(?=$|[/:,;\\s"')\\]])`, 'g');
  return text =>
    text.replace(
      pattern,
      (_, before: string, target: string) => before + (real.get(target) ?? target),
    );
};

const longestFirst = (mappings: readonly PathMapping[]): readonly PathMapping[] =>
  [...mappings].sort((left, right) => right.target.length - left.target.length);
