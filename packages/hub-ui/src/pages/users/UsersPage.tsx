import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { forbidden, loadedOf } from '../../components/loaded';
import { useMe, useNow, useServices } from '../../app/context';
import { usePages } from '../../components/use-pages';
import type { Credential } from './create/credentials';
import { CreateUsersDialog } from './create/CreateUsersDialog';
import { CredentialsDialog } from './create/CredentialsDialog';
import { useCreateUsers } from './create/use-create-users';
import { useGroupNames } from './create/use-group-names';
import { useNameCheck } from './create/use-name-check';
import { PAGE_SIZE, paramsOf, queryOf, searchOf, type Search } from './search';
import { UsersPageView } from './UsersPageView';
import { useUserCommands } from './use-user-commands';

/** All accounts; for a reader who looks after some users, those. */
export const UsersPage = () => {
  const { queries } = useServices();
  const me = useMe();
  const now = useNow(30_000);
  const [params, setParams] = useSearchParams();
  const pages = usePages(PAGE_SIZE);
  const search = searchOf(params);
  const users = useQuery({
    ...queries.users(queryOf(search, pages.cursor)),
    enabled: me.can.users,
  });
  const [adding, setAdding] = useState(false);
  const [given, setGiven] = useState<Credential | null>(null);
  const { commands, busy } = useUserCommands(setGiven);
  const create = useCreateUsers();
  const check = useNameCheck();
  const existing = useGroupNames(adding);
  const results = create.making.kind === 'done' ? create.making.results : null;
  const close = (): void => {
    setAdding(false);
    create.reset();
  };

  return (
    <>
      <UsersPageView
        page={me.can.users ? loadedOf(users) : forbidden()}
        me={me.name}
        search={search}
        paging={pages.paging(users.data?.nextCursor ?? null)}
        stale={users.isPlaceholderData}
        busy={busy}
        now={now}
        canNotify={me.can.administer}
        commands={commands}
        onAdd={() => {
          setAdding(true);
        }}
        onSearch={(next: Search) => {
          pages.rewind();
          setParams(paramsOf(next), { replace: true });
        }}
      />
      {adding && results === null && users.data !== undefined && (
        <CreateUsersDialog
          rules={users.data.accounts}
          canMakeAdmin={me.admin}
          progress={create.making}
          check={check}
          existing={existing}
          onStart={create.start}
          onStop={create.stop}
          onClose={close}
        />
      )}
      {results !== null && (
        <CredentialsDialog
          credentials={results.flatMap(one =>
            one.result === 'created' && one.password !== null
              ? [{ name: one.name, password: one.password }]
              : [],
          )}
          refused={results.filter(one => one.result === 'refused')}
          unfilled={create.making.kind === 'done' ? create.making.unfilled : []}
          onClose={close}
        />
      )}
      {given !== null && (
        <CredentialsDialog
          credentials={[given]}
          refused={[]}
          onClose={() => {
            setGiven(null);
          }}
        />
      )}
    </>
  );
};
