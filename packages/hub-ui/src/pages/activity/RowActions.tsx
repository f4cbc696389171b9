import type { ActivityRow } from '@perijove/contracts';
import { memo, useState } from 'react';
import Dropdown from 'react-bootstrap/Dropdown';
import { formatHours } from '../../format/duration';
import { Icon } from '../../parts/Icon';
import { serverPath } from '../../platform/base-path';
import { strings } from './strings';

/** Names one server of one person. */
export type ServerRef = Pick<ActivityRow, 'user' | 'server'>;

/** What an administrator can do about one server. */
export interface RowCommands {
  readonly stop: (ref: ServerRef) => void;
  readonly extend: (ref: ServerRef, hours: number) => void;
}

interface Props extends ServerRef {
  readonly status: ActivityRow['status'];
  /** Whether the session ends at some time, so that more time means something. */
  readonly limited: boolean;
  readonly hubUrl: string;
  readonly commands: RowCommands;
}

const EXTENSIONS = [1, 4] as const;
const words = strings.actions;

/**
 * The menu at the end of a row; there is none where nothing can be done.
 * Drawn apart from the row's numbers, which change every few seconds, 200 rows at a time.
 */
export const RowActions = memo((props: Props) => {
  const { user, server, status, limited, hubUrl, commands } = props;
  const [open, setOpen] = useState(false);
  const running = status === 'active' || status === 'inactive';
  if (!running && status !== 'starting') return null;
  const ref = { user, server };
  return (
    <Dropdown align="end" show={open} onToggle={setOpen}>
      <Dropdown.Toggle
        variant="link"
        size="sm"
        className="pj-row-menu"
        aria-label={words.label(user)}
      >
        <Icon name="more" />
      </Dropdown.Toggle>
      {open && (
        // Fixed: the table scrolls sideways and would cut the menu off.
        <Dropdown.Menu popperConfig={{ strategy: 'fixed' }}>
          {running && (
            <Dropdown.Item href={serverPath(hubUrl, user, server)}>{words.open}</Dropdown.Item>
          )}
          {running &&
            limited &&
            EXTENSIONS.map(hours => (
              <Dropdown.Item
                key={hours}
                as="button"
                type="button"
                onClick={() => {
                  commands.extend(ref, hours);
                }}
              >
                {words.extend(formatHours(hours))}
              </Dropdown.Item>
            ))}
          <Dropdown.Item
            as="button"
            type="button"
            onClick={() => {
              commands.stop(ref);
            }}
          >
            {words.stop}
          </Dropdown.Item>
        </Dropdown.Menu>
      )}
    </Dropdown>
  );
});
RowActions.displayName = 'RowActions';
