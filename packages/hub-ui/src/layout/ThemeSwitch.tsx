import { useSyncExternalStore } from 'react';
import Dropdown from 'react-bootstrap/Dropdown';
import { useServices } from '../app/context';
import { themeChoices, type ThemeChoice } from '../app/theme';
import { Icon, type IconName } from '../components/Icon';
import { t } from '../i18n';

const icons: Record<ThemeChoice, IconName> = { light: 'sun', dark: 'moon', auto: 'auto' };

/** Chooses light, dark or the system's theme. */
export const ThemeSwitch = () => {
  const { theme } = useServices();
  const choice = useSyncExternalStore(theme.subscribe, theme.get);
  return (
    <Dropdown align="end">
      <Dropdown.Toggle
        variant="link"
        className="pj-bar-button"
        aria-label={`${t('layout:theme.label')}: ${t(`layout:theme.${choice}`)}`}
      >
        <Icon name={icons[choice]} />
        <span className="d-lg-none">{t('layout:theme.label')}</span>
      </Dropdown.Toggle>
      <Dropdown.Menu>
        {themeChoices.map(option => (
          <Dropdown.Item
            key={option}
            as="button"
            type="button"
            active={option === choice}
            aria-current={option === choice}
            onClick={() => {
              theme.set(option);
            }}
          >
            <Icon name={icons[option]} /> {t(`layout:theme.${option}`)}
          </Dropdown.Item>
        ))}
      </Dropdown.Menu>
    </Dropdown>
  );
};
