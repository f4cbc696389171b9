import { useId } from 'react';
import { strings } from '../strings';
import { ListOptions } from './ListOptions';
import { ListTable } from './ListTable';
import { MOST_NAMES, type List } from './use-user-list';

const words = strings.list;
const MOST_GROUPS = 8;

/** The groups that would be filled; whether one is there already makes a difference. */
const groupsText = (groups: List['groups'], existing: ReadonlySet<string> | null): string => {
  const names = [...groups].map(([group, members]) =>
    words.group(group, members.length, existing === null ? null : existing.has(group)),
  );
  const more = names.length - MOST_GROUPS;
  return words.groupsReady(
    more > 0 ? [...names.slice(0, MOST_GROUPS), words.moreGroups(more)] : names,
  );
};

/** All that would come of a list, before anything does. */
export const ListReview = (props: {
  readonly list: List;
  /** Groups that are there already; null while that is not known. */
  readonly existing: ReadonlySet<string> | null;
}) => {
  const { list, existing } = props;
  const { people, groups, tooMany, asked, choice } = list;
  const id = useId();
  const bad = people.filter(({ problem }) => problem !== null).length;
  const leftOut = [...new Set(people.flatMap(one => one.leftOut))];
  return (
    <div className="pj-name-check">
      <h3 className="h6" id={id}>
        {words.title}
      </h3>
      <ListOptions list={list} />
      <div role="status">
        <p className="mb-1">
          {tooMany ? strings.create.tooMany(MOST_NAMES) : words.ready(people.length - bad)}
        </p>
        {bad > 0 && <p className="mb-1">{words.skipped(bad)}</p>}
        {choice.groups !== null && groups.size > 0 && (
          <p className="mb-1 text-break">{groupsText(groups, existing)}</p>
        )}
        {leftOut.length > 0 && (
          <p className="mb-1 text-break">{words.leftOut(leftOut.slice(0, MOST_GROUPS))}</p>
        )}
        {asked === 'asking' && !tooMany && <p className="mb-1">{words.checking}</p>}
        {asked === 'failed' && <p className="mb-1">{words.unchecked}</p>}
      </div>
      <ListTable people={people} withGroups={choice.groups !== null} labelledBy={id} />
    </div>
  );
};
