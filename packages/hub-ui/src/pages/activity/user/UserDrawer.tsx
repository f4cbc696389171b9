import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '../../../components/ConfirmDialog';
import { loadedOf } from '../../../components/loaded';
import { useMe, useNow, useServices } from '../../../app/context';
import { UserDrawerView } from './UserDrawerView';
import type { Limits } from './Plots';
import type { Range } from './plot-range';
import { t } from '../../../i18n';

interface Props {
  readonly user: string;
  /** The server that was looked at; the figures are those of all servers of that user. */
  readonly server: string;
  readonly limits: Limits;
  readonly settingsOutdated?: boolean;
  /** Null for those who may not. */
  readonly onRecreate?: (() => void) | null;
  readonly onClose: () => void;
}

/** Past usage is no part of what is pushed, so an open drawer reads it again each minute. */
const EVERY_MS = 60_000;

/** The details of one user: for administrators of anybody, for every user of themselves. */
export const UserDrawer = (props: Props) => {
  const { user, server, limits, settingsOutdated = false, onRecreate = null, onClose } = props;
  const { queries } = useServices();
  const { name, can } = useMe();
  const now = useNow(15_000);
  const [dialog, setDialog] = useState(false);
  const [range, setRange] = useState<Range>('24h');
  const subject = server === '' ? user : `${user}/${server}`;
  const history = useQuery({ ...queries.historyOf(user, range), refetchInterval: EVERY_MS });
  const days = useQuery({ ...queries.activityDays(user), refetchInterval: EVERY_MS });
  const seesVolumes = can.administer || user === name;
  const volumes = useQuery({ ...queries.volumes(user), enabled: seesVolumes });
  const events = useQuery({
    ...queries.auditLogOf(subject),
    refetchInterval: EVERY_MS,
    enabled: can.administer,
  });
  return (
    <>
      <UserDrawerView
        title={server === '' ? user : `${user} / ${server}`}
        range={range}
        limits={limits}
        settingsOutdated={settingsOutdated}
        onRecreate={
          onRecreate === null
            ? null
            : () => {
                setDialog(true);
              }
        }
        history={loadedOf(history)}
        days={loadedOf(days)}
        volumes={seesVolumes ? loadedOf(volumes) : null}
        events={can.administer ? loadedOf(events) : null}
        now={now}
        onRange={setRange}
        onClose={onClose}
      />
      {dialog && onRecreate !== null && (
        <ConfirmDialog
          title={t('activity:recreateConfirm.title', { user })}
          confirmLabel={t('activity:recreateConfirm.confirm')}
          onCancel={() => {
            setDialog(false);
          }}
          onConfirm={() => {
            setDialog(false);
            onRecreate();
          }}
        >
          <p className="mb-0">{t('activity:recreateConfirm.text')}</p>
        </ConfirmDialog>
      )}
    </>
  );
};
