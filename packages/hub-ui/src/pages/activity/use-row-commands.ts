import { useMutation } from '@tanstack/react-query';
import { useMemo } from 'react';
import { formatHours } from '../../format/duration';
import { useNotices } from '../../parts/notices';
import { useServices } from '../../platform/context';
import type { RowCommands, ServerRef } from './RowActions';
import { strings } from './strings';

/** Time from an administrator is a gift: it leaves the person's own allowance alone. */
const gift = (hours: number) => ({ hours, beyondAllowance: true });

/** An administrator's commands to the servers of others. Their effect arrives as a push. */
export const useRowCommands = (): RowCommands => {
  const { client } = useServices();
  const notices = useNotices();

  const { mutate: stop } = useMutation({
    mutationFn: ({ user, server }: ServerRef) =>
      server === ''
        ? client('stopServer', { params: { user } })
        : client('stopNamedServer', { params: { user, server } }),
    onSuccess: (_, { user }) => {
      notices.show({ tone: 'ok', text: strings.stopping(user) });
    },
    onError: notices.showError,
  });

  const { mutate: extend } = useMutation({
    mutationFn: ({ ref: { user, server }, hours }: { ref: ServerRef; hours: number }) =>
      server === ''
        ? client('extendSession', { params: { user }, body: gift(hours) })
        : client('extendNamedSession', { params: { user, server }, body: gift(hours) }),
    onSuccess: ({ grantedHours }, { ref }) => {
      notices.show({ tone: 'ok', text: strings.extended(ref.user, formatHours(grantedHours)) });
    },
    onError: notices.showError,
  });

  return useMemo(
    () => ({
      stop,
      extend: (ref, hours) => {
        extend({ ref, hours });
      },
    }),
    [stop, extend],
  );
};
