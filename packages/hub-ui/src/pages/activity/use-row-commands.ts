import { useMutation } from '@tanstack/react-query';
import { useMemo } from 'react';
import { formatHours } from '../../format/duration';
import { useNotices } from '../../components/NoticesProvider';
import { problemOf } from '../../components/problem';
import { useOpenServer } from '../../api/use-open-server';
import { useMe, useServices } from '../../app/context';
import { requestOf, type Draft } from '../notifications/draft';
import type { BulkRequest } from './BulkDialog';
import { forEachBounded } from './for-each-bounded';
import type { ServerRef } from './selection';
import { t } from '../../i18n';

/**
 * Time from an administrator is a gift: it leaves the user's own allowance alone. From others it
 * is the user's own.
 */
const timeFrom = (administer: boolean, hours: number) =>
  administer ? { hours, beyondAllowance: true } : { hours };

/** More at once would only wait in the service's own queues. */
const AT_ONCE = 4;

/** What the page does about the servers of others. */
export interface Commands {
  readonly stop: (ref: ServerRef) => void;
  readonly restart: (ref: ServerRef) => void;
  readonly recreate: (ref: ServerRef) => void;
  readonly extend: (ref: ServerRef, hours: number) => void;
  readonly visit: (ref: ServerRef) => void;
  readonly bulk: (order: BulkRequest) => void;
  readonly notify: (draft: Draft) => void;
}

/** Commands to the servers of others. Their effect arrives as a push. */
export const useRowCommands = (): Commands => {
  const { client, clock } = useServices();
  const {
    name: me,
    can: { administer },
  } = useMe();
  const visit = useOpenServer();
  const notices = useNotices();

  const calls = useMemo(
    () => ({
      stop: ({ user, server }: ServerRef) => client('stopServer', { params: { user, server } }),
      restart: ({ user, server }: ServerRef) =>
        client('restartServer', { params: { user, server } }),
      recreate: ({ user, server }: ServerRef) =>
        client('recreateServer', { params: { user, server } }),
      extend: ({ user, server }: ServerRef, hours: number) =>
        client('extendSession', { params: { user, server }, body: timeFrom(administer, hours) }),
    }),
    [client, administer],
  );

  const { mutate: stop } = useMutation({
    mutationFn: calls.stop,
    onSuccess: (_, { user }) => {
      notices.show({ tone: 'ok', text: t('activity:stopping', { user }) });
    },
    onError: notices.showError,
  });

  const { mutate: restart } = useMutation({
    mutationFn: calls.restart,
    onSuccess: (_, { user }) => {
      notices.show({ tone: 'ok', text: t('activity:restarting', { user }) });
    },
    onError: notices.showError,
  });

  const { mutate: recreate } = useMutation({
    mutationFn: calls.recreate,
    onSuccess: (_, { user }) => {
      notices.show({ tone: 'ok', text: t('activity:recreating', { user }) });
    },
    onError: notices.showError,
  });

  const { mutate: extend } = useMutation({
    mutationFn: ({ ref, hours }: { ref: ServerRef; hours: number }) => calls.extend(ref, hours),
    onSuccess: ({ grantedHours }, { ref }) => {
      notices.show({
        tone: 'ok',
        text: t('activity:extended', { user: ref.user, hours: formatHours(grantedHours) }),
      });
    },
    onError: notices.showError,
  });

  const { mutate: bulk } = useMutation({
    mutationFn: ({ action, rows, hours }: BulkRequest) => {
      // A server of the reader goes last: the page may end with it.
      const last = [...rows].sort((a, b) => Number(a.user === me) - Number(b.user === me));
      return forEachBounded<ServerRef>(last, AT_ONCE, ref =>
        action === 'extend' ? calls.extend(ref, hours) : calls[action](ref),
      );
    },
    onSuccess: ({ done, failed, firstError }, { action }) => {
      const text = t(`activity:bulk.done.${action}`, { count: done });
      if (failed === 0) notices.show({ tone: 'ok', text });
      else {
        const reason = problemOf(firstError).text;
        notices.show({
          tone: 'bad',
          text: t('activity:bulk.failed', { done: text, count: failed, reason }),
        });
      }
    },
    onError: notices.showError,
  });

  const { mutate: notify } = useMutation({
    mutationFn: (draft: Draft) =>
      client('sendNotification', { body: requestOf(draft, clock.now()) }),
    onSuccess: (_, { users }) => {
      notices.show({ tone: 'ok', text: t('activity:notify.sent', { count: users.length }) });
    },
    onError: notices.showError,
  });

  return useMemo(
    () => ({
      stop,
      restart,
      recreate,
      extend: (ref, hours) => {
        extend({ ref, hours });
      },
      visit,
      bulk,
      notify,
    }),
    [stop, restart, recreate, extend, visit, bulk, notify],
  );
};
