import type { ActivityRow } from '@perijove/contracts';
import Dropdown from 'react-bootstrap/Dropdown';
import { formatHours } from '../../format/duration';
import { Icon } from '../../parts/Icon';
import { serverPath } from '../../platform/base-path';
import { strings } from './strings';

/** What an administrator can do about one server. */
export interface RowCommands {
  readonly stop: (row: ActivityRow) => void;
  readonly extend: (row: ActivityRow, hours: number) => void;
}

interface Props {
  readonly row: ActivityRow;
  readonly hubUrl: string;
  readonly commands: RowCommands;
}

const EXTENSIONS = [1, 4] as const;
const words = strings.actions;

/** The menu at the end of a row; there is none where nothing can be done. */
export const RowActions = ({ row, hubUrl, commands }: Props) => {
  const running = row.status === 'active' || row.status === 'inactive';
  if (!running && row.status !== 'starting') return null;
  return (
    <Dropdown align="end">
      <Dropdown.Toggle
        variant="link"
        size="sm"
        className="pj-row-menu"
        aria-label={words.label(row.user)}
      >
        <Icon name="more" />
      </Dropdown.Toggle>
      {/* Fixed: the table scrolls sideways and would cut the menu off. */}
      <Dropdown.Menu popperConfig={{ strategy: 'fixed' }} renderOnMount={false}>
        {running && (
          <>
            <Dropdown.Item href={serverPath(hubUrl, row.user, row.server)}>
              {words.open}
            </Dropdown.Item>
            {row.deadline !== null &&
              EXTENSIONS.map(hours => (
                <Dropdown.Item
                  key={hours}
                  as="button"
                  type="button"
                  onClick={() => {
                    commands.extend(row, hours);
                  }}
                >
                  {words.extend(formatHours(hours))}
                </Dropdown.Item>
              ))}
          </>
        )}
        <Dropdown.Item
          as="button"
          type="button"
          onClick={() => {
            commands.stop(row);
          }}
        >
          {words.stop}
        </Dropdown.Item>
      </Dropdown.Menu>
    </Dropdown>
  );
};
