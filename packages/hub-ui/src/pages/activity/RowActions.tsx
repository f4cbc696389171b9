import type { ActivityRow } from '@perijove/contracts';
import { memo, useState, type ReactNode } from 'react';
import Dropdown from 'react-bootstrap/Dropdown';
import { formatHours } from '../../format/duration';
import { Icon } from '../../parts/Icon';
import type { ServerRef } from './selection';
import { strings } from './strings';

/** What can be done about one server. */
export interface RowCommands {
  readonly stop: (ref: ServerRef) => void;
  readonly restart: (ref: ServerRef) => void;
  /** A fresh container, by the rules that hold now. */
  readonly recreate: (ref: ServerRef) => void;
  readonly extend: (ref: ServerRef, hours: number) => void;
  /** Opens it, and has that written down. */
  readonly visit: (ref: ServerRef) => void;
  readonly volumes: (ref: ServerRef) => void;
  readonly notify: (ref: ServerRef) => void;
}

interface Props extends ServerRef {
  readonly status: ActivityRow['status'];
  /** Whether the session ends at some time, so that more time means something. */
  readonly limited: boolean;
  /** Whether only a fresh container would follow the rules that hold now. */
  readonly rulesOutdated: boolean;
  readonly administer: boolean;
  /** Whether the reader may stop, restart and extend this server. */
  readonly operate: boolean;
  /** Whether the hub lets the reader open it. */
  readonly visit: boolean;
  readonly commands: RowCommands;
}

const EXTENSIONS = [1, 4] as const;
const words = strings.actions;

const Item = ({ run, children }: { readonly run: () => void; readonly children: ReactNode }) => (
  <Dropdown.Item as="button" type="button" onClick={run}>
    {children}
  </Dropdown.Item>
);

/**
 * The menu at the end of a row.
 * Drawn apart from the row's numbers, which change every few seconds, 200 rows at a time.
 */
export const RowActions = memo((props: Props) => {
  const { user, server, status, limited, administer, commands } = props;
  const [open, setOpen] = useState(false);
  const running = status === 'active' || status === 'inactive';
  const ref = { user, server };
  const operate = props.operate && (running || status === 'starting');
  const visit = props.visit && running;
  if (!administer && !operate && !visit) return null;
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
        <Dropdown.Menu className="pj-floating-menu" popperConfig={{ strategy: 'fixed' }}>
          {visit && (
            <Item
              run={() => {
                commands.visit(ref);
              }}
            >
              {words.open}
            </Item>
          )}
          {operate &&
            running &&
            limited &&
            EXTENSIONS.map(hours => (
              <Item
                key={hours}
                run={() => {
                  commands.extend(ref, hours);
                }}
              >
                {words.extend(formatHours(hours))}
              </Item>
            ))}
          {operate && running && (
            <Item
              run={() => {
                commands.restart(ref);
              }}
            >
              {words.restart}
            </Item>
          )}
          {operate && running && props.rulesOutdated && (
            <Item
              run={() => {
                commands.recreate(ref);
              }}
            >
              {words.recreate}
            </Item>
          )}
          {operate && (
            <Item
              run={() => {
                commands.stop(ref);
              }}
            >
              {words.stop}
            </Item>
          )}
          {administer && (
            <>
              <Item
                run={() => {
                  commands.volumes(ref);
                }}
              >
                {words.volumes}
              </Item>
              <Item
                run={() => {
                  commands.notify(ref);
                }}
              >
                {words.notify}
              </Item>
            </>
          )}
        </Dropdown.Menu>
      )}
    </Dropdown>
  );
});
RowActions.displayName = 'RowActions';
