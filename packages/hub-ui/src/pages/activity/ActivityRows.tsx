import type { ActivityPage, ActivityRow } from '@perijove/contracts';
import { useCallback, useMemo, useState } from 'react';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { ActivityTable } from './ActivityTable';
import { BulkDialog } from './BulkDialog';
import { NotifyDialog } from './NotifyDialog';
import type { ActivityPageViewProps } from './page-props';
import type { RowCommands } from './RowActions';
import { RowsBar } from './ActivityBulkBar';
import {
  concerned,
  refreshed,
  toggled,
  withAll,
  type BulkAction,
  type Selection,
  type ServerRef,
} from './selection';
import { strings, type SortColumn } from './strings';

/** What is being asked before it is done. */
type Asking =
  | { readonly what: 'stop' | 'restart' | 'recreate'; readonly ref: ServerRef }
  | { readonly what: 'notify'; readonly to: readonly ServerRef[] }
  | { readonly what: 'bulk'; readonly action: Exclude<BulkAction, 'notify'> };

type Props = Omit<ActivityPageViewProps, 'page'> & {
  readonly page: ActivityPage;
  readonly hidden: readonly SortColumn[];
};

const nothing: Selection = new Map();

/** The table, and what can be done about one row or many. */
export const Rows = (props: Props) => {
  const { page, commands, onPerson } = props;
  const [marked, setMarked] = useState(nothing);
  const [asking, setAsking] = useState<Asking | null>(null);
  const { extend, visit } = commands;
  // Stable, so that rows which did not change are not drawn again.
  const rowCommands = useMemo<RowCommands>(
    () => ({
      stop: ref => {
        setAsking({ what: 'stop', ref });
      },
      restart: ref => {
        setAsking({ what: 'restart', ref });
      },
      recreate: ref => {
        setAsking({ what: 'recreate', ref });
      },
      extend,
      visit,
      volumes: onPerson,
      notify: ref => {
        setAsking({ what: 'notify', to: [ref] });
      },
    }),
    [extend, visit, onPerson],
  );
  const selection = useMemo(() => refreshed(marked, page.items), [marked, page.items]);
  const select = useCallback((row: ActivityRow) => {
    setMarked(before => toggled(before, row));
  }, []);
  const selectAll = useCallback((rows: readonly ActivityRow[], all: boolean) => {
    setMarked(before => withAll(before, rows, all));
  }, []);
  const close = (): void => {
    setAsking(null);
  };
  return (
    <>
      {selection.size > 0 && (
        <RowsBar
          selection={selection}
          mayNotify={props.administer}
          onClear={() => {
            setMarked(nothing);
          }}
          onAction={action => {
            setAsking(
              action === 'notify'
                ? { what: 'notify', to: concerned(selection, 'notify') }
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
        may={page.may}
        hidden={props.hidden}
        selection={selection}
        outdated={props.outdated}
        commands={rowCommands}
        onSearch={props.onSearch}
        onPerson={onPerson}
        onSelect={select}
        onSelectAll={selectAll}
        volumesOf={props.volumesOf}
      />
      {asking !== null && (
        <Question
          asking={asking}
          selection={selection}
          maxLength={props.maxLength}
          commands={commands}
          onClose={close}
        />
      )}
    </>
  );
};

interface QuestionProps {
  readonly asking: Asking;
  readonly selection: Selection;
  readonly maxLength: number;
  readonly commands: ActivityPageViewProps['commands'];
  readonly onClose: () => void;
}

const Question = ({ asking, selection, maxLength, commands, onClose }: QuestionProps) => {
  if (asking.what === 'bulk') {
    return (
      <BulkDialog
        action={asking.action}
        selection={selection}
        onCancel={onClose}
        onConfirm={order => {
          onClose();
          commands.bulk(order);
        }}
      />
    );
  }
  if (asking.what === 'notify') {
    return (
      <NotifyDialog
        to={asking.to}
        maxLength={maxLength}
        onCancel={onClose}
        onSend={draft => {
          onClose();
          commands.notify(draft);
        }}
      />
    );
  }
  const { ref, what } = asking;
  const words = strings[`${what}Confirm`];
  return (
    <ConfirmDialog
      title={words.title(ref.user)}
      confirmLabel={words.confirm}
      onCancel={onClose}
      onConfirm={() => {
        onClose();
        commands[what](ref);
      }}
    >
      <p className="mb-0">{words.text}</p>
    </ConfirmDialog>
  );
};
