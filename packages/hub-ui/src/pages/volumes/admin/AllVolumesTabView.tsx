import type { OwnersPage, VolumeOwner } from '@perijove/contracts';
import { Link } from 'react-router';
import { formatBytes } from '../../../format/bytes';
import { formatAgo, formatDateTime } from '../../../format/instant';
import type { Loaded } from '../../../components/loaded';
import { ListPage } from '../../../components/ListPage';
import { listTexts } from '../../../components/list-texts';
import type { Paging } from '../../../components/Pager';
import { SortHeading, type Sorting } from '../../../components/SortHeading';
import { TableCard } from '../../../components/TableCard';
import { t } from '../../../i18n';
import { formatList } from '../../../format/list';

/** What the list can be sorted by. */
export type OwnersSort = 'user' | 'size' | 'measuredAt';

/** Everything that the list of all users' volumes shows. */
export interface AllVolumesTabViewProps {
  readonly owners: Loaded<OwnersPage>;
  readonly text: string;
  readonly sorting: Sorting<OwnersSort>;
  readonly paging: Paging;
  readonly stale: boolean;
  readonly now: number;
  readonly onText: (text: string) => void;
  readonly onSort: (sorting: Sorting<OwnersSort>) => void;
}

/** The view of all users' volumes. */
export const AllVolumesTabView = (props: AllVolumesTabViewProps) => {
  const { owners, text, paging, onText } = props;
  return (
    <ListPage
      list={owners}
      texts={listTexts('volumes:all.')}
      text={text}
      onText={onText}
      filtered={text !== ''}
      onClear={() => {
        onText('');
      }}
      paging={paging}
    >
      {({ items }, pager) => (
        <>
          <Owners {...props} items={items} />
          {pager}
        </>
      )}
    </ListPage>
  );
};

const Owners = (props: AllVolumesTabViewProps & { readonly items: readonly VolumeOwner[] }) => {
  const { items, sorting, onSort, stale, now } = props;
  const heading = (column: OwnersSort, first: 'asc' | 'desc') => (
    <SortHeading
      column={column}
      label={t(`volumes:all.columns.${column}`)}
      sorting={sorting}
      first={first}
      onSort={onSort}
    />
  );
  return (
    <TableCard label={t('volumes:all.table')} stale={stale} className="pj-padded">
      <thead>
        <tr>
          {heading('user', 'asc')}
          {heading('size', 'desc')}
          <th scope="col">{t('volumes:all.columns.volumes')}</th>
          <th scope="col">{t('volumes:all.columns.earlier')}</th>
          {heading('measuredAt', 'asc')}
        </tr>
      </thead>
      <tbody>
        {items.map(owner => (
          <Owner key={owner.user} owner={owner} now={now} />
        ))}
      </tbody>
    </TableCard>
  );
};

const Owner = ({ owner, now }: { readonly owner: VolumeOwner; readonly now: number }) => {
  const { user, volumes, sizeBytes, measuredAt, large, earlier } = owner;
  const target = `?${new URLSearchParams({ tab: 'all', user }).toString()}`;
  return (
    <tr>
      <th scope="row">
        <Link
          className="pj-truncate"
          to={target}
          title={user}
          aria-label={t('volumes:all.open', { user })}
        >
          {user}
        </Link>
      </th>
      <td className="pj-number">
        {sizeBytes === null ? (
          <span className="pj-none">{volumes === 0 ? '–' : t('volumes:all.unmeasured')}</span>
        ) : (
          formatBytes(sizeBytes)
        )}
        {large.length > 0 && (
          <span className="pj-note pj-large">
            {t('volumes:all.large', { names: formatList(large) })}
          </span>
        )}
      </td>
      <td className="pj-number">
        {volumes === 0 ? <span className="pj-none">{t('volumes:all.none')}</span> : volumes}
      </td>
      <td className="pj-number">{earlier === 0 ? <span className="pj-none">–</span> : earlier}</td>
      <td className="pj-number">
        {measuredAt === null ? (
          <span className="pj-none">–</span>
        ) : (
          <span title={formatDateTime(measuredAt)}>{formatAgo(measuredAt, now)}</span>
        )}
      </td>
    </tr>
  );
};
