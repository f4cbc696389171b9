import type { UserView } from '@perijove/contracts';
import { useState } from 'react';
import Dropdown from 'react-bootstrap/Dropdown';
import { Link } from 'react-router';
import { Icon } from '../../parts/Icon';
import { serverPath } from '../../platform/base-path';
import type { Asking } from './actions';
import { strings } from './strings';

interface Props {
  readonly user: UserView;
  /** Whether this is the reader: nobody changes their own rights here. */
  readonly self: boolean;
  /** Whether accounts and passwords are kept here. */
  readonly kept: boolean;
  readonly hubUrl: string;
  readonly onAsk: (asking: Asking) => void;
  readonly onUnlock: (name: string) => void;
}

const words = strings.actions;

/** The menu at the end of a line. */
export const UserMenu = ({ user, self, kept, hubUrl, onAsk, onUnlock }: Props) => {
  const [open, setOpen] = useState(false);
  const ask = (what: Exclude<Asking['what'], 'approve' | 'discard'>, label: string) => (
    <Dropdown.Item
      as="button"
      type="button"
      onClick={() => {
        onAsk({ what, user });
      }}
    >
      {label}
    </Dropdown.Item>
  );
  const person = encodeURIComponent(user.name);
  return (
    <Dropdown align="end" show={open} onToggle={setOpen}>
      <Dropdown.Toggle
        variant="link"
        size="sm"
        className="pj-row-menu"
        aria-label={words.label(user.name)}
      >
        <Icon name="more" />
      </Dropdown.Toggle>
      {open && (
        // Fixed: the table scrolls sideways and would cut the menu off.
        <Dropdown.Menu popperConfig={{ strategy: 'fixed' }}>
          {user.running && (
            <Dropdown.Item href={serverPath(hubUrl, user.name, '')}>{words.open}</Dropdown.Item>
          )}
          <Dropdown.Item as={Link} to={`/volumes?tab=everyone&person=${person}`}>
            {words.volumes}
          </Dropdown.Item>
          <Dropdown.Item as={Link} to={`/notifications?to=${person}`}>
            {words.notify}
          </Dropdown.Item>
          {!self && (
            <>
              <Dropdown.Divider />
              {kept && ask('password', words.password)}
              {user.admin ? ask('lower', words.lower) : ask('raise', words.raise)}
              {kept &&
                (user.state === 'locked' ? (
                  <Dropdown.Item
                    as="button"
                    type="button"
                    onClick={() => {
                      onUnlock(user.name);
                    }}
                  >
                    {words.unlock}
                  </Dropdown.Item>
                ) : (
                  user.hasPassword && ask('lock', words.lock)
                ))}
              <Dropdown.Divider />
              {ask('rename', words.rename)}
              {ask('remove', words.remove)}
            </>
          )}
        </Dropdown.Menu>
      )}
    </Dropdown>
  );
};
