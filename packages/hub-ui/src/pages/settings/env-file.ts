import type { SettingView } from '@perijove/contracts';

/** A value as Compose and shells read it from an environment file: quoted where it has to be. */
export const quoted = (value: string): string => {
  if (/^[\w.,:/@%+=-]*$/.test(value)) return value;
  // Within single quotes nothing is special but the quote itself.
  if (!/['\r\n]/.test(value)) return `'${value}'`;
  const escaped = value.replace(/[\\"$`]/g, sign => `\\${sign}`).replace(/\r?\n/g, '\\n');
  return `"${escaped}"`;
};

/** The settings as an environment file. Secrets are named and left empty. */
export const envFile = (settings: readonly SettingView[], onlyChanged: boolean): string =>
  settings
    .filter(setting => !onlyChanged || setting.changed)
    .map(({ name, secret, value }) =>
      secret ? `# ${name}= (a secret)\n` : `${name}=${quoted(value ?? '')}\n`,
    )
    .join('');

/** The settings that a search finds, in name, description, value or earlier name. */
export const searchSettings = (
  settings: readonly SettingView[],
  text: string,
  onlyChanged: boolean,
): readonly SettingView[] => {
  const wanted = text.trim().toLowerCase();
  return settings.filter(
    ({ name, description, value, oldName, changed }) =>
      (!onlyChanged || changed) &&
      [name, description, value, oldName].some(part => part?.toLowerCase().includes(wanted)),
  );
};
