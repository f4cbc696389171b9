import type { MembersPage, MemberView } from '@perijove/contracts';
import { useState, type ReactNode } from 'react';
import Button from 'react-bootstrap/Button';
import Form from 'react-bootstrap/Form';
import { BulkBar } from '../../components/BulkBar';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { ListPage } from '../../components/ListPage';
import { useSelection } from '../../components/use-selection';
import type { GroupPageViewProps } from './page-props';
import { MembersTable } from './MembersTable';
import { t } from '../../i18n';

type Props = Pick<
  GroupPageViewProps,
  | 'name'
  | 'members'
  | 'text'
  | 'onlyOutdated'
  | 'paging'
  | 'stale'
  | 'busy'
  | 'undoable'
  | 'commands'
  | 'onText'
  | 'onOnlyOutdated'
> & { readonly canFill: boolean };

/** Who is in the group: searched, removed one by one or several at once, started again. */
export const MembersSection = (props: Props) => {
  const { members, text, onlyOutdated, canFill, paging, onText, onOnlyOutdated } = props;
  const searching = text !== '';
  return (
    <ListPage
      list={members}
      texts={{
        search: t('groups:member.search'),
        empty: {
          title: canFill ? t('groups:member.empty.title') : t('groups:member.emptyReader.title'),
          text: canFill ? t('groups:member.empty.text') : t('groups:member.emptyReader.text'),
        },
        noMatch: {
          title: t('groups:member.noMatch.title'),
          text: searching ? t('groups:member.noMatch.text') : t('groups:member.noMatch.restart'),
          clear: t('groups:member.noMatch.clear'),
        },
      }}
      text={text}
      onText={onText}
      filtered={searching || onlyOutdated}
      onClear={() => {
        if (searching) onText('');
        if (onlyOutdated) onOnlyOutdated(false);
      }}
      paging={paging}
      loadingRows={4}
      filtersClassName="pj-member-filters"
      filters={
        <Form.Check
          id="only-outdated"
          className="align-self-center"
          label={t('groups:restart.only')}
          checked={onlyOutdated}
          onChange={event => {
            onOnlyOutdated(event.target.checked);
          }}
        />
      }
    >
      {(page, pager) => <MembersList {...props} page={page} pager={pager} />}
    </ListPage>
  );
};

const MembersList = (props: Props & { readonly page: MembersPage; readonly pager: ReactNode }) => {
  const { name, page, pager, stale, busy, canFill, undoable, commands } = props;
  const { selected, isSelected, select, clear } = useSelection(page.items, ({ user }) => user);
  const [recreating, setRecreating] = useState<MemberView | null>(null);
  const [removing, setRemoving] = useState<readonly string[]>([]);
  const names = selected.map(({ user }) => user);
  const remove = (users: readonly string[]): void => {
    setRemoving([]);
    clear();
    commands.removeMembers(name, users);
  };
  const ask = undoable ? remove : setRemoving;
  return (
    <>
      <MembersTable
        items={page.items}
        stale={stale}
        busy={busy}
        canFill={canFill}
        isSelected={isSelected}
        allSelected={selected.length === page.items.length}
        onSelect={select}
        onRemove={user => {
          ask([user]);
        }}
        onRecreate={setRecreating}
      />
      {pager}
      {selected.length > 0 && (
        <BulkBar text={t('groups:member.selected', { count: selected.length })}>
          <Button
            variant="outline-danger"
            disabled={busy}
            onClick={() => {
              ask(names);
            }}
          >
            {t('groups:member.remove')}
          </Button>
        </BulkBar>
      )}
      {removing.length > 0 && (
        <ConfirmDialog
          title={t('groups:member.leave.title', {
            count: removing.length,
            user: removing[0],
            group: name,
          })}
          confirmLabel={t('groups:member.remove')}
          variant="danger"
          onCancel={() => {
            setRemoving([]);
          }}
          onConfirm={() => {
            remove(removing);
          }}
        >
          <p className="mb-0">{t('groups:member.leave.text')}</p>
        </ConfirmDialog>
      )}
      {recreating !== null && (
        <ConfirmDialog
          title={t('groups:restart.title', { user: recreating.user })}
          confirmLabel={t('groups:restart.confirm')}
          variant="danger"
          onCancel={() => {
            setRecreating(null);
          }}
          onConfirm={() => {
            setRecreating(null);
            commands.recreate(recreating.user, recreating.outdated);
          }}
        >
          <p className="mb-0">{t('groups:restart.text')}</p>
        </ConfirmDialog>
      )}
    </>
  );
};
