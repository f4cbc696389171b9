import type { UserFilter, UsersPage } from '@perijove/contracts';
import { useState, type ReactNode } from 'react';
import Button from 'react-bootstrap/Button';
import { BulkBar } from '../../components/BulkBar';
import type { Loaded } from '../../components/loaded';
import { PageHeader } from '../../components/PageHeader';
import { ListPage } from '../../components/ListPage';
import { listTexts } from '../../components/list-texts';
import { PageProblem } from '../../components/PageStates';
import { useSelection } from '../../components/use-selection';
import type { Paging } from '../../components/Pager';
import type { OpenDialog, UserCommands } from './actions';
import { filters, type Search } from './search';
import { UserDialogs } from './UserDialogs';
import { UsersTable } from './UsersTable';
import { t } from '../../i18n';

/** Everything that the page of users shows. */
export interface UsersPageViewProps {
  readonly page: Loaded<UsersPage>;
  readonly me: string;
  readonly search: Search;
  readonly paging: Paging;
  readonly stale: boolean;
  readonly busy: boolean;
  /** Epoch milliseconds by the server's clock. */
  readonly now: number;
  /** Whether messages can be sent to single users. */
  readonly canNotify: boolean;
  readonly commands: UserCommands;
  readonly onSearch: (search: Search) => void;
  readonly onAdd: () => void;
}

/** What there is where accounts are kept elsewhere. */
const filtersElsewhere: readonly UserFilter[] = ['all', 'active', 'never', 'admins'];

const noteOf = ({ accounts, can }: UsersPage): string => {
  if (!can.manage) return t('users:someOnly');
  if (!accounts.kept) return t('users:signUp.elsewhere');
  if (!accounts.signUp) return t('users:signUp.closed');
  return accounts.approval ? t('users:signUp.open') : t('users:signUp.unchecked');
};

/** The view of the page of users. */
export const UsersPageView = (props: UsersPageViewProps) => {
  const { page, search, onSearch, onAdd } = props;
  if (page.kind === 'problem') {
    return (
      <>
        <PageHeader title={t('users:title')} />
        <PageProblem problem={page.problem} retry={page.retry} />
      </>
    );
  }
  const data = page.kind === 'ready' ? page.data : null;
  const onlyRequests = search.show === 'pending' && search.text === '';
  const managing = data?.can.manage !== false;
  const texts = listTexts('users:');
  const shown = data?.accounts.kept === false || !managing ? filtersElsewhere : filters;
  return (
    <>
      <PageHeader title={t('users:title')} lead={t('users:lead')}>
        {managing && (
          <Button onClick={onAdd} disabled={data === null}>
            {t('users:add')}
          </Button>
        )}
      </PageHeader>
      {data !== null && <p className="pj-note">{noteOf(data)}</p>}
      <div className="nav nav-underline pj-tabs" role="group" aria-label={t('users:filters')}>
        {shown.map(name => (
          <button
            key={name}
            type="button"
            className={`nav-link ${name === search.show ? 'active' : ''}`}
            aria-pressed={name === search.show}
            onClick={() => {
              onSearch({ ...search, show: name });
            }}
          >
            {t(`users:filter.${name}`)}
            {data !== null && <span className="pj-count pj-number">{data.counts[name]}</span>}
          </button>
        ))}
      </div>
      <ListPage
        list={page}
        texts={{
          ...texts,
          noMatch: {
            ...texts.noMatch,
            text: onlyRequests ? t('users:noMatch.requests') : texts.noMatch.text,
          },
        }}
        text={search.text}
        onText={text => {
          onSearch({ ...search, text });
        }}
        filtered={search.text !== '' || search.show !== 'all'}
        onClear={() => {
          onSearch({ ...search, text: '', show: 'all' });
        }}
        paging={props.paging}
      >
        {(found, pager) => <UsersList {...props} data={found} pager={pager} />}
      </ListPage>
    </>
  );
};

type UsersListProps = UsersPageViewProps & {
  readonly data: UsersPage;
  readonly pager: ReactNode;
};

const UsersList = (props: UsersListProps) => {
  const { data, pager, busy, commands } = props;
  const requests = data.items.filter(({ state }) => state === 'pending');
  const { selected, isSelected, select } = useSelection(requests, ({ name }) => name);
  const names = selected.map(({ name }) => name);
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  // A dialog shows its user as they are now: the server can have stopped meanwhile.
  const current =
    dialog !== null && 'user' in dialog
      ? {
          ...dialog,
          user: data.items.find(({ name }) => name === dialog.user.name) ?? dialog.user,
        }
      : dialog;
  const close = (): void => {
    setDialog(null);
  };
  return (
    <>
      <UsersTable
        {...props}
        items={data.items}
        kept={data.accounts.kept}
        can={data.can}
        isSelected={isSelected}
        onSelect={select}
        onOpenDialog={setDialog}
        onApprove={name => {
          commands.approve([name]);
        }}
        onDiscard={name => {
          commands.discard([name]);
        }}
        onEnable={commands.enable}
        onOpenServer={commands.visit}
      />
      {pager}
      {selected.length > 0 && (
        <BulkBar text={t('users:selected', { count: selected.length })}>
          <Button
            disabled={busy}
            onClick={() => {
              setDialog({ what: 'approve', names });
            }}
          >
            {t('users:approve')}
          </Button>
          <Button
            variant="outline-danger"
            disabled={busy}
            onClick={() => {
              setDialog({ what: 'discard', names });
            }}
          >
            {t('users:discard')}
          </Button>
        </BulkBar>
      )}
      <UserDialogs
        open={current}
        busy={busy}
        minimumPasswordLength={data.accounts.minimumPasswordLength}
        volumesKeptDays={data.volumesKeptDays}
        commands={commands}
        onClose={close}
      />
    </>
  );
};
