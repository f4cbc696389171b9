import type { SettingProblem } from '@perijove/contracts';
import type { Config } from '../../config/config.js';
import type { Origin } from '../../platform/origins.js';

/** What is looked at for problems. */
export interface Circumstances {
  readonly config: Config;
  /** Old names in use, in words. */
  readonly oldNames: readonly { readonly name: string; readonly oldName: string }[];
  readonly branding: readonly { readonly setting: string; readonly message: string }[];
  /** Members of the groups whose labs get power over the host; null when nobody can tell. */
  readonly powerful: readonly {
    readonly group: string;
    readonly members: readonly string[] | null;
  }[];
  readonly origin: Origin | null;
}

const local = new Set(['localhost', '127.0.0.1', '::1']);

const people = (count: number): string => (count === 1 ? '1 person' : `${count} people`);

/** Whether an image's name pins no version. A digest does; a registry's port is no tag. */
export const floats = (image: string): boolean => {
  if (image.includes('@')) return false;
  const [, tag] = (image.split('/').at(-1) ?? '').split(':');
  return tag === undefined || tag === 'latest';
};

/** What an administrator should know about the settings: problems first, then advice. */
export const problemsOf = (now: Circumstances): readonly SettingProblem[] => {
  const { config, origin } = now;
  const found: SettingProblem[] = [];
  const add = (
    level: SettingProblem['level'],
    code: string,
    setting: string | null,
    message: string,
  ) => found.push({ level, code, setting, message });

  for (const { setting, message } of now.branding) add('problem', 'asset', setting, message);
  for (const { name, oldName } of now.oldNames) {
    add('problem', 'old_name', name, `${oldName} is an old name. Set ${name} instead.`);
  }
  if (origin !== null && !origin.secure && !local.has(origin.host)) {
    add(
      'problem',
      'no_tls',
      'JUPYTERHUB_SSL_ENABLED',
      'This page came without encryption: passwords can be read on the way. Put TLS in front, or set JUPYTERHUB_SSL_ENABLED=1.',
    );
  }
  for (const { group, members } of now.powerful) {
    if (members === null || members.length === 0) continue;
    add(
      'problem',
      'powerful_group',
      null,
      `The group ${group} has ${people(members.length)} in it. Their labs have power over this whole machine.`,
    );
  }
  if (config.PERIJOVE_LAB_MEMORY_LIMIT === null) {
    add(
      'advice',
      'no_memory_limit',
      'PERIJOVE_LAB_MEMORY_LIMIT',
      'Labs have no memory limit: one of them can take the memory of all.',
    );
  }
  if (config.PERIJOVE_LAB_CPU_LIMIT === null) {
    add(
      'advice',
      'no_cpu_limit',
      'PERIJOVE_LAB_CPU_LIMIT',
      'Labs have no CPU limit: one of them can slow all others down.',
    );
  }
  if (floats(config.JUPYTERHUB_NOTEBOOK_IMAGE)) {
    add(
      'advice',
      'floating_image',
      'JUPYTERHUB_NOTEBOOK_IMAGE',
      'The image of labs names no version: two labs started on different days can differ. Name a tag or a digest.',
    );
  }
  if (!config.JUPYTERHUB_IDLE_CULLER_ENABLED) {
    add(
      'advice',
      'no_culler',
      'JUPYTERHUB_IDLE_CULLER_ENABLED',
      'Servers that nobody uses are never stopped.',
    );
  }
  if (config.PERIJOVE_VOLUME_RETENTION_DAYS === 0) {
    add(
      'advice',
      'no_undo',
      'PERIJOVE_VOLUME_RETENTION_DAYS',
      'A reset of a volume cannot be undone: its contents go at once.',
    );
  }
  return found;
};
