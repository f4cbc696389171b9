import type { ActivityRow } from '@perijove/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { loadedOf } from '../../../parts/loaded';
import { useServices } from '../../../platform/context';
import { PersonDrawerView } from './PersonDrawerView';
import type { Range } from './strings';

interface Props {
  readonly row: ActivityRow;
  /** Epoch milliseconds by the server's clock. */
  readonly now: number;
  readonly onClose: () => void;
}

/** Past usage is no part of what is pushed, so an open drawer reads it again each minute. */
const EVERY_MS = 60_000;

/** The details of one person, for administrators. */
export const PersonDrawer = ({ row, now, onClose }: Props) => {
  const { queries } = useServices();
  const [range, setRange] = useState<Range>('24h');
  const { user, server } = row;
  const subject = server === '' ? user : `${user}/${server}`;
  const history = useQuery({ ...queries.historyOf(user, range), refetchInterval: EVERY_MS });
  const days = useQuery({ ...queries.activityDays(user), refetchInterval: EVERY_MS });
  const events = useQuery({ ...queries.eventsOf(subject), refetchInterval: EVERY_MS });
  return (
    <PersonDrawerView
      row={row}
      range={range}
      history={loadedOf(history)}
      days={loadedOf(days)}
      events={loadedOf(events)}
      now={now}
      onRange={setRange}
      onClose={onClose}
    />
  );
};
