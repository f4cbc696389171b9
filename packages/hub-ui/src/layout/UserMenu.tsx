import Dropdown from 'react-bootstrap/Dropdown';
import { Link } from 'react-router';
import { useMe } from '../app/context';
import { Icon } from '../components/Icon';
import { t } from '../i18n';

/** The signed-in user, and the pages that JupyterHub keeps for them. */
export const UserMenu = () => {
  const { name, hubUrl, can, passwords } = useMe();
  return (
    <Dropdown align="end">
      <Dropdown.Toggle
        variant="link"
        className="pj-bar-button"
        aria-label={t('layout:account', { name })}
      >
        <Icon name="user" />
        <span className="pj-user-name" title={name}>
          {name}
        </span>
      </Dropdown.Toggle>
      <Dropdown.Menu>
        <Dropdown.Item as={Link} to="/account">
          {t('layout:ownAccount')}
        </Dropdown.Item>
        <Dropdown.Item href={`${hubUrl}token`}>{t('layout:token')}</Dropdown.Item>
        {passwords && (
          <Dropdown.Item href={`${hubUrl}change-password`}>{t('layout:password')}</Dropdown.Item>
        )}
        {can.administer && (
          <>
            <Dropdown.Divider />
            <Dropdown.Item as={Link} to="/health">
              {t('layout:health')}
            </Dropdown.Item>
            <Dropdown.Item as={Link} to="/settings">
              {t('layout:settings')}
            </Dropdown.Item>
            <Dropdown.Item as={Link} to="/audit-log">
              {t('layout:auditLog')}
            </Dropdown.Item>
          </>
        )}
        <Dropdown.Divider />
        <Dropdown.Item href={`${hubUrl}logout`}>{t('layout:signOut')}</Dropdown.Item>
      </Dropdown.Menu>
    </Dropdown>
  );
};
