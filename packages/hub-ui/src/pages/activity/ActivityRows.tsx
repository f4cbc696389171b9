import type { ActivityPage, ActivityRow } from '@perijove/contracts';
import { useCallback, useMemo, useState } from 'react';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { ActivityTable } from './ActivityTable';
import { BulkDialog } from './BulkDialog';
import { NotifyDialog } from './NotifyDialog';
import type { ActivityPageViewProps } from './page-props';
import type { RowCommands } from './RowActions';
import { ActivityBulkBar } from './ActivityBulkBar';
import {
  applicableTo,
  refreshed,
  toggled,
  withAll,
  type BulkAction,
  type Selection,
  type ServerRef,
} from './selection';
import type { SortColumn } from './columns';
import { t } from '../../i18n';

/** What is being asked before it is done. */
type OpenDialog =
  | { readonly what: 'stop' | 'restart' | 'recreate'; readonly ref: ServerRef }
  | { readonly what: 'notify'; readonly to: readonly ServerRef[] }
  | { readonly what: 'bulk'; readonly action: Exclude<BulkAction, 'notify'> };

type Props = Omit<ActivityPageViewProps, 'page'> & {
  readonly page: ActivityPage;
  readonly hidden: readonly SortColumn[];
};

const nothing: Selection = new Map();

/** The table, and what can be done about one row or many. */
export const ActivityRows = (props: Props) => {
  const { page, commands, onOpenUser } = props;
  const [marked, setMarked] = useState(nothing);
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const { extend, visit } = commands;
  // Stable, so that rows which did not change are not drawn again.
  const rowCommands = useMemo<RowCommands>(
    () => ({
      stop: ref => {
        setDialog({ what: 'stop', ref });
      },
      restart: ref => {
        setDialog({ what: 'restart', ref });
      },
      recreate: ref => {
        setDialog({ what: 'recreate', ref });
      },
      extend,
      visit,
      volumes: onOpenUser,
      notify: ref => {
        setDialog({ what: 'notify', to: [ref] });
      },
    }),
    [extend, visit, onOpenUser],
  );
  const selection = useMemo(() => refreshed(marked, page.items), [marked, page.items]);
  const select = useCallback((row: ActivityRow) => {
    setMarked(before => toggled(before, row));
  }, []);
  const selectAll = useCallback((rows: readonly ActivityRow[], all: boolean) => {
    setMarked(before => withAll(before, rows, all));
  }, []);
  const close = (): void => {
    setDialog(null);
  };
  return (
    <>
      {selection.size > 0 && (
        <ActivityBulkBar
          selection={selection}
          canNotify={props.administer}
          onClear={() => {
            setMarked(nothing);
          }}
          onAction={action => {
            setDialog(
              action === 'notify'
                ? { what: 'notify', to: applicableTo(selection, 'notify') }
                : { what: 'bulk', action },
            );
          }}
        />
      )}
      <ActivityTable
        rows={page.items}
        search={props.search}
        now={props.now}
        keepDays={page.summary.sampling.keepDays}
        administer={props.administer}
        can={page.can}
        hidden={props.hidden}
        selection={selection}
        stale={props.stale}
        commands={rowCommands}
        onSearch={props.onSearch}
        onOpenUser={onOpenUser}
        onSelect={select}
        onSelectAll={selectAll}
        renderVolumes={props.renderVolumes}
      />
      {dialog !== null && (
        <ActivityDialog
          open={dialog}
          selection={selection}
          maxLength={props.maxLength}
          commands={commands}
          onClose={close}
        />
      )}
    </>
  );
};

interface ActivityDialogProps {
  readonly open: OpenDialog;
  readonly selection: Selection;
  readonly maxLength: number;
  readonly commands: ActivityPageViewProps['commands'];
  readonly onClose: () => void;
}

const ActivityDialog = ({ open, selection, maxLength, commands, onClose }: ActivityDialogProps) => {
  if (open.what === 'bulk') {
    return (
      <BulkDialog
        action={open.action}
        selection={selection}
        onCancel={onClose}
        onConfirm={order => {
          onClose();
          commands.bulk(order);
        }}
      />
    );
  }
  if (open.what === 'notify') {
    return (
      <NotifyDialog
        to={open.to}
        maxLength={maxLength}
        onCancel={onClose}
        onSend={draft => {
          onClose();
          commands.notify(draft);
        }}
      />
    );
  }
  const { ref, what } = open;
  const question = `activity:${what}Confirm` as const;
  return (
    <ConfirmDialog
      title={t(`${question}.title`, { user: ref.user })}
      confirmLabel={t(`${question}.confirm`)}
      onCancel={onClose}
      onConfirm={() => {
        onClose();
        commands[what](ref);
      }}
    >
      <p className="mb-0">{t(`${question}.text`)}</p>
    </ConfirmDialog>
  );
};
