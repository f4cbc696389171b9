import { useId } from 'react';
import { strings } from '../strings';
import { ListOptions } from './ListOptions';
import { ListTable } from './ListTable';
import { MOST_NAMES, type UserList } from './use-user-list';

const t = strings.list;
const MOST_GROUPS = 8;

/** The groups that would be filled; whether one is there already makes a difference. */
const groupsText = (groups: UserList['groups'], existing: ReadonlySet<string> | null): string => {
  const names = [...groups].map(([group, members]) =>
    t.group(group, members.length, existing === null ? null : existing.has(group)),
  );
  const more = names.length - MOST_GROUPS;
  return t.groupsReady(more > 0 ? [...names.slice(0, MOST_GROUPS), t.moreGroups(more)] : names);
};

/** All that would come of a list, before anything does. */
export const ListReview = (props: {
  readonly list: UserList;
  /** Groups that are there already; null while that is not known. */
  readonly existing: ReadonlySet<string> | null;
}) => {
  const { list, existing } = props;
  const { users, groups, tooMany, checked, choice } = list;
  const id = useId();
  const bad = users.filter(({ problem }) => problem !== null).length;
  const leftOut = [...new Set(users.flatMap(one => one.skippedGroups))];
  return (
    <div className="pj-name-check">
      <h3 className="h6" id={id}>
        {t.title}
      </h3>
      <ListOptions list={list} />
      <div role="status">
        <p className="mb-1">
          {tooMany ? strings.create.tooMany(MOST_NAMES) : t.ready(users.length - bad)}
        </p>
        {bad > 0 && <p className="mb-1">{t.skipped(bad)}</p>}
        {choice.groups !== null && groups.size > 0 && (
          <p className="mb-1 text-break">{groupsText(groups, existing)}</p>
        )}
        {leftOut.length > 0 && (
          <p className="mb-1 text-break">{t.leftOut(leftOut.slice(0, MOST_GROUPS))}</p>
        )}
        {checked === 'asking' && !tooMany && <p className="mb-1">{t.checking}</p>}
        {checked === 'failed' && <p className="mb-1">{t.unchecked}</p>}
      </div>
      <ListTable users={users} withGroups={choice.groups !== null} labelledBy={id} />
    </div>
  );
};
