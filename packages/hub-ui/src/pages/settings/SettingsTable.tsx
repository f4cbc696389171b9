import type { SettingView } from '@perijove/contracts';
import { useId } from 'react';
import { t } from '../../i18n';

const ValueCell = ({ setting }: { readonly setting: SettingView }) => {
  if (setting.secret) {
    return (
      <span className="pj-note">
        {setting.isSet ? t('settings:secretSet') : t('settings:secretUnset')}
      </span>
    );
  }
  return setting.value === null ? (
    <span className="pj-note">{t('settings:none')}</span>
  ) : (
    <code>{setting.value}</code>
  );
};

/** The settings of one group. */
export const SettingsTable = (props: {
  readonly title: string;
  readonly settings: readonly SettingView[];
}) => {
  const title = useId();
  return (
    <section className="pj-card pj-settings-group" aria-labelledby={title}>
      <h2 id={title}>{props.title}</h2>
      <table className="table pj-settings">
        <thead>
          <tr>
            <th scope="col">{t('settings:columns.name')}</th>
            <th scope="col">{t('settings:columns.value')}</th>
            <th scope="col">{t('settings:columns.fallback')}</th>
            <th scope="col">{t('settings:columns.origin')}</th>
          </tr>
        </thead>
        <tbody>
          {props.settings.map(setting => (
            <tr key={setting.name} className={setting.changed ? 'pj-changed' : ''}>
              <th scope="row">
                <code>{setting.name}</code>
                <span className="pj-note">
                  {setting.description}
                  {setting.oldName !== null &&
                    `. ${t('settings:formerly', { name: setting.oldName })}`}
                </span>
              </th>
              <td data-label={t('settings:columns.value')}>
                <ValueCell setting={setting} />
              </td>
              <td data-label={t('settings:columns.fallback')}>
                {setting.fallback === null || setting.fallback === '' ? (
                  <span className="pj-note">{t('settings:none')}</span>
                ) : (
                  <code>{setting.fallback}</code>
                )}
              </td>
              <td data-label={t('settings:columns.origin')}>
                {t(`settings:origin.${setting.origin}`)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};
