import type { TrashEntry, TrashPage } from '@perijove/contracts';
import { useState, type ReactNode } from 'react';
import Button from 'react-bootstrap/Button';
import Form from 'react-bootstrap/Form';
import { formatBytes } from '../../../format/bytes';
import { BulkBar } from '../../../components/BulkBar';
import type { Loaded } from '../../../components/loaded';
import { ListPage } from '../../../components/ListPage';
import { useSelection } from '../../../components/use-selection';
import type { Paging } from '../../../components/Pager';
import { TrashDialogs, type OpenDialog } from './TrashDialogs';
import { TrashTable, type TrashSort } from './TrashTable';
import type { Sorting } from '../../../components/SortHeading';
import { t } from '../../../i18n';

/** Why something is in the trash. */
export type TrashKind = TrashEntry['kind'];

/** Everything that the trash shows. */
export interface TrashTabViewProps {
  readonly trash: Loaded<TrashPage>;
  readonly text: string;
  readonly kind: TrashKind | null;
  readonly sorting: Sorting<TrashSort>;
  readonly paging: Paging;
  readonly stale: boolean;
  readonly busy: boolean;
  readonly now: number;
  readonly onSearch: (search: { readonly text: string; readonly kind: TrashKind | null }) => void;
  readonly onSort: (sorting: Sorting<TrashSort>) => void;
  readonly onRestore: (entries: readonly TrashEntry[]) => void;
  readonly onPurge: (entries: readonly TrashEntry[]) => void;
}
const kinds = ['reset', 'account'] as const satisfies readonly TrashKind[];

/** The view of the trash. */
export const TrashTabView = (props: TrashTabViewProps) => {
  const { trash, text, kind, onSearch } = props;
  const days = trash.kind === 'ready' ? trash.data.trash.retentionDays : 0;
  const texts = {
    search: t('volumes:trash.search'),
    empty: {
      title: t('volumes:trash.empty.title'),
      text:
        days === 0
          ? t('volumes:trash.empty.notKept')
          : t('volumes:trash.empty.text', { count: days }),
    },
    noMatch: {
      title: t('volumes:trash.noMatch.title'),
      text: t('volumes:trash.noMatch.text'),
      clear: t('volumes:trash.noMatch.clear'),
    },
  };
  return (
    <ListPage
      list={trash}
      texts={texts}
      text={text}
      onText={next => {
        onSearch({ text: next, kind });
      }}
      filtered={text !== '' || kind !== null}
      onClear={() => {
        onSearch({ text: '', kind: null });
      }}
      paging={props.paging}
      filters={
        <>
          <Form.Select
            aria-label={t('volumes:trash.kind')}
            value={kind ?? ''}
            onChange={event => {
              const next = kinds.find(name => name === event.target.value) ?? null;
              onSearch({ text, kind: next });
            }}
          >
            <option value="">{t('volumes:trash.kinds.any')}</option>
            {kinds.map(name => (
              <option key={name} value={name}>
                {t(`volumes:trash.kinds.${name}`)}
              </option>
            ))}
          </Form.Select>
          {trash.kind === 'ready' && <Total totals={trash.data.trash} />}
        </>
      }
    >
      {(page, pager) => <Entries {...props} page={page} pager={pager} />}
    </ListPage>
  );
};

const Total = ({ totals }: { readonly totals: TrashPage['trash'] }) =>
  totals.entries === 0 ? null : (
    <span className="pj-note pj-number pj-trash-total" role="status">
      {totals.unmeasured === 0
        ? t('volumes:trash.total', { count: totals.entries, size: formatBytes(totals.sizeBytes) })
        : t('volumes:trash.totalUnmeasured', {
            count: totals.entries,
            size: formatBytes(totals.sizeBytes),
            unmeasured: totals.unmeasured,
          })}
    </span>
  );

const idOf = ({ user, volume, generation }: TrashEntry): string =>
  `${user}/${volume}/${generation}`;

const Entries = (
  props: TrashTabViewProps & { readonly page: TrashPage; readonly pager: ReactNode },
) => {
  const { page, pager, busy, now, onRestore, onPurge } = props;
  const { selected, isSelected, select, clear } = useSelection(page.items, idOf);
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  return (
    <>
      <TrashTable
        {...props}
        items={page.items}
        isSelected={isSelected}
        allSelected={selected.length === page.items.length}
        onSelect={select}
        onOpenDialog={setDialog}
      />
      {pager}
      {selected.length > 0 && (
        <BulkBar text={t('volumes:trash.selected', { count: selected.length })}>
          <Button
            variant="outline-secondary"
            disabled={busy}
            onClick={() => {
              setDialog({ what: 'restore', entries: selected });
            }}
          >
            {t('volumes:trash.restore')}
          </Button>
          <Button
            variant="danger"
            disabled={busy}
            onClick={() => {
              setDialog({ what: 'purge', entries: selected });
            }}
          >
            {t('volumes:trash.purge')}
          </Button>
        </BulkBar>
      )}
      <TrashDialogs
        open={dialog}
        now={now}
        onClose={() => {
          setDialog(null);
        }}
        onConfirm={({ what, entries }) => {
          setDialog(null);
          clear();
          if (what === 'restore') onRestore(entries);
          else onPurge(entries);
        }}
      />
    </>
  );
};
