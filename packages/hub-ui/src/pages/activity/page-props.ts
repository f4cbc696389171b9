import type { ActivityPage, ActivityRow } from '@perijove/contracts';
import type { ReactNode } from 'react';
import type { Loaded } from '../../components/loaded';
import type { Paging } from '../../components/Pager';
import type { Search } from './search';
import type { Commands } from './use-row-commands';

/** Everything that the activity page shows. */
export interface ActivityPageViewProps {
  readonly page: Loaded<ActivityPage>;
  readonly search: Search;
  readonly paging: Paging;
  readonly stale: boolean;
  /** Epoch milliseconds by the server's clock. */
  readonly now: number;
  /** Whether the reader administers; others look after some users only. */
  readonly administer: boolean;
  /** Characters of a notification. */
  readonly maxLength: number;
  readonly onSearch: (search: Search) => void;
  readonly commands: Commands;
  /** Where the list is to be had as a file. */
  readonly exportHref: string;
  readonly onClearSamples: () => void;
  /** Opens the details of a user. Must stay the same, or every row is drawn again. */
  readonly onOpenUser: (row: Pick<ActivityRow, 'user' | 'server'>) => void;
  /** The volumes of a user one by one. Must stay the same as well. */
  readonly renderVolumes: (user: string) => ReactNode;
}
