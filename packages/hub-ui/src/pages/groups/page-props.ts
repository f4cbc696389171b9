import type { GroupView, MembersPage } from '@perijove/contracts';
import type { Loaded } from '../../components/loaded';
import type { SearchUsers } from '../../components/use-user-search';
import type { Paging } from '../../components/Pager';
import type { GroupCommands } from './actions';
import type { Defaults } from './limits';

/** Everything that the page of one group shows. */
export interface GroupPageViewProps {
  readonly name: string;
  readonly group: Loaded<GroupView>;
  /** What labs get where no group says anything; null until it is known. */
  readonly defaults: Defaults | null;
  readonly members: Loaded<MembersPage>;
  readonly text: string;
  /** Whether only those are shown who must restart. */
  readonly onlyOutdated: boolean;
  readonly paging: Paging;
  readonly stale: boolean;
  readonly busy: boolean;
  readonly searchUsers: SearchUsers;
  /** Whether a user who was removed can be added again by the reader. */
  readonly undoable: boolean;
  readonly commands: GroupCommands;
  readonly onText: (text: string) => void;
  readonly onOnlyOutdated: (only: boolean) => void;
}
