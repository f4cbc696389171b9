import { useId } from 'react';
import { ListOptions } from './ListOptions';
import { ListTable } from './ListTable';
import { MOST_NAMES, type UserList } from './use-user-list';
import { t } from '../../../i18n';
import { formatList } from '../../../format/list';
const MOST_GROUPS = 8;

/** The groups that would be filled; whether one is there already makes a difference. */
const groupsText = (groups: UserList['groups'], existing: ReadonlySet<string> | null): string => {
  const names = [...groups].map(([name, { length: count }]) => {
    if (existing === null) return t('users:list.group', { name, count });
    return existing.has(name)
      ? t('users:list.groupExisting', { name, count })
      : t('users:list.groupNew', { name, count });
  });
  const more = names.length - MOST_GROUPS;
  return t('users:list.groupsReady', {
    names: formatList(
      more > 0
        ? [...names.slice(0, MOST_GROUPS), t('users:list.moreGroups', { count: more })]
        : names,
    ),
  });
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
        {t('users:list.title')}
      </h3>
      <ListOptions list={list} />
      <div role="status">
        <p className="mb-1">
          {tooMany
            ? t('users:create.tooMany', { most: MOST_NAMES })
            : t('users:list.ready', { count: users.length - bad })}
        </p>
        {bad > 0 && <p className="mb-1">{t('users:list.skipped', { count: bad })}</p>}
        {choice.groups !== null && groups.size > 0 && (
          <p className="mb-1 text-break">{groupsText(groups, existing)}</p>
        )}
        {leftOut.length > 0 && (
          <p className="mb-1 text-break">
            {t('users:list.leftOut', { names: formatList(leftOut.slice(0, MOST_GROUPS)) })}
          </p>
        )}
        {checked === 'asking' && !tooMany && <p className="mb-1">{t('users:list.checking')}</p>}
        {checked === 'failed' && <p className="mb-1">{t('users:list.unchecked')}</p>}
      </div>
      <ListTable users={users} withGroups={choice.groups !== null} labelledBy={id} />
    </div>
  );
};
