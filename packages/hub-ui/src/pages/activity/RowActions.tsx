import type { ActivityRow } from '@perijove/contracts';
import { memo } from 'react';
import { formatHours } from '../../format/duration';
import { RowMenu, RowMenuItem } from '../../components/RowMenu';
import type { ServerRef } from './selection';
import { t } from '../../i18n';

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
  readonly settingsOutdated: boolean;
  readonly administer: boolean;
  /** Whether the reader may stop, restart and extend this server. */
  readonly operate: boolean;
  /** Whether the hub lets the reader open it. */
  readonly visit: boolean;
  readonly commands: RowCommands;
}

const EXTENSIONS = [1, 4] as const;

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
    <RowMenu label={t('activity:actions.label', { user })}>
      {() => (
        <>
          {visit && (
            <RowMenuItem
              onClick={() => {
                commands.visit(ref);
              }}
            >
              {t('activity:actions.open')}
            </RowMenuItem>
          )}
          {operate &&
            running &&
            limited &&
            EXTENSIONS.map(hours => (
              <RowMenuItem
                key={hours}
                onClick={() => {
                  commands.extend(ref, hours);
                }}
              >
                {t('activity:actions.extend', { hours: formatHours(hours) })}
              </RowMenuItem>
            ))}
          {operate && running && (
            <RowMenuItem
              onClick={() => {
                commands.restart(ref);
              }}
            >
              {t('activity:actions.restart')}
            </RowMenuItem>
          )}
          {operate && running && props.settingsOutdated && (
            <RowMenuItem
              onClick={() => {
                commands.recreate(ref);
              }}
            >
              {t('activity:actions.recreate')}
            </RowMenuItem>
          )}
          {operate && (
            <RowMenuItem
              onClick={() => {
                commands.stop(ref);
              }}
            >
              {t('activity:actions.stop')}
            </RowMenuItem>
          )}
          {administer && (
            <>
              <RowMenuItem
                onClick={() => {
                  commands.volumes(ref);
                }}
              >
                {t('activity:actions.volumes')}
              </RowMenuItem>
              <RowMenuItem
                onClick={() => {
                  commands.notify(ref);
                }}
              >
                {t('activity:actions.notify')}
              </RowMenuItem>
            </>
          )}
        </>
      )}
    </RowMenu>
  );
});
RowActions.displayName = 'RowActions';
