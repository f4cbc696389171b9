import type { ActivityRow } from '@perijove/contracts';
import { memo } from 'react';
import { formatHours } from '../../format/duration';
import { RowMenu, RowMenuItem } from '../../components/RowMenu';
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

/**
 * The menu at the end of a row.
 * Drawn apart from the row's numbers, which change every few seconds, 200 rows at a time.
 */
export const RowActions = memo((props: Props) => {
  const { user, server, status, limited, administer, commands } = props;
  const running = status === 'active' || status === 'inactive';
  const ref = { user, server };
  const operate = props.operate && (running || status === 'starting');
  const visit = props.visit && running;
  if (!administer && !operate && !visit) return null;
  return (
    <RowMenu label={words.label(user)}>
      {() => (
        <>
          {visit && (
            <RowMenuItem
              run={() => {
                commands.visit(ref);
              }}
            >
              {words.open}
            </RowMenuItem>
          )}
          {operate &&
            running &&
            limited &&
            EXTENSIONS.map(hours => (
              <RowMenuItem
                key={hours}
                run={() => {
                  commands.extend(ref, hours);
                }}
              >
                {words.extend(formatHours(hours))}
              </RowMenuItem>
            ))}
          {operate && running && (
            <RowMenuItem
              run={() => {
                commands.restart(ref);
              }}
            >
              {words.restart}
            </RowMenuItem>
          )}
          {operate && running && props.rulesOutdated && (
            <RowMenuItem
              run={() => {
                commands.recreate(ref);
              }}
            >
              {words.recreate}
            </RowMenuItem>
          )}
          {operate && (
            <RowMenuItem
              run={() => {
                commands.stop(ref);
              }}
            >
              {words.stop}
            </RowMenuItem>
          )}
          {administer && (
            <>
              <RowMenuItem
                run={() => {
                  commands.volumes(ref);
                }}
              >
                {words.volumes}
              </RowMenuItem>
              <RowMenuItem
                run={() => {
                  commands.notify(ref);
                }}
              >
                {words.notify}
              </RowMenuItem>
            </>
          )}
        </>
      )}
    </RowMenu>
  );
});
RowActions.displayName = 'RowActions';
