import type { AuditEvent } from '@perijove/contracts';
import { t, textOr } from '../../i18n';

/** Of a long list; all of it stands in the export. */
const MOST_NAMED = 5;

const valueText = (value: unknown): string => {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? t('audit-log:yes') : t('audit-log:no');
  if (value === null) return t('audit-log:nothing');
  if (typeof value === 'object' && !Array.isArray(value)) return entryTexts(value).join(', ');
  if (!Array.isArray(value)) return JSON.stringify(value);
  const named = value.slice(0, MOST_NAMED).map(valueText).join(', ');
  return value.length > MOST_NAMED
    ? t('audit-log:andMore', { named, more: value.length - MOST_NAMED })
    : named;
};

const entryTexts = (details: object): readonly string[] =>
  Object.entries(details).map(([name, value]) =>
    t('audit-log:detail', {
      name: textOr('audit-log', `details.${name}`, name),
      value: valueText(value),
    }),
  );

/** `Start a server` for `server.start`. */
export const actionText = (action: string): string =>
  textOr('audit-log', `actions.${action}`, action);

/** Details in one line, as `volume: home; generation: 2`. */
export const detailsText = (details: AuditEvent['details']): string => {
  const [first = '', ...others] = entryTexts(details);
  return others.reduce(
    (text, second) => t('audit-log:detailsBeside', { first: text, second }),
    first,
  );
};
