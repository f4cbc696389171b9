import Dropdown from 'react-bootstrap/Dropdown';
import { Link } from 'react-router';
import { useMe } from '../app/context';
import { Icon } from '../components/Icon';
import { strings } from './strings';

/** The signed-in user, and the pages that JupyterHub keeps for them. */
export const UserMenu = () => {
  const { name, hubUrl, can, passwords } = useMe();
  return (
    <Dropdown align="end">
      <Dropdown.Toggle
        variant="link"
        className="pj-bar-button"
        aria-label={`${strings.account}: ${name}`}
      >
        <Icon name="user" />
        <span className="pj-user-name" title={name}>
          {name}
        </span>
      </Dropdown.Toggle>
      <Dropdown.Menu>
        <Dropdown.Item as={Link} to="/account">
          {strings.ownAccount}
        </Dropdown.Item>
        <Dropdown.Item href={`${hubUrl}token`}>{strings.token}</Dropdown.Item>
        {passwords && (
          <Dropdown.Item href={`${hubUrl}change-password`}>{strings.password}</Dropdown.Item>
        )}
        {can.administer && (
          <>
            <Dropdown.Divider />
            <Dropdown.Item as={Link} to="/health">
              {strings.health}
            </Dropdown.Item>
            <Dropdown.Item as={Link} to="/settings">
              {strings.settings}
            </Dropdown.Item>
            <Dropdown.Item as={Link} to="/audit-log">
              {strings.auditLog}
            </Dropdown.Item>
          </>
        )}
        <Dropdown.Divider />
        <Dropdown.Item href={`${hubUrl}logout`}>{strings.signOut}</Dropdown.Item>
      </Dropdown.Menu>
    </Dropdown>
  );
};
