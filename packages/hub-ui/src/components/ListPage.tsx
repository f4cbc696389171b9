import { useState, type ReactNode } from 'react';
import Button from 'react-bootstrap/Button';
import { FilterForm } from './FilterForm';
import type { Loaded } from './loaded';
import { Pager, type Paging } from './Pager';
import { EmptyState, PageLoading, PageProblem } from './PageStates';
import { SearchBox } from './SearchBox';

/** The texts of a list. */
export interface ListTexts {
  readonly search: string;
  readonly empty: { readonly title: string; readonly text: string };
  readonly noMatch: { readonly title: string; readonly text: string; readonly clear: string };
}

/** One page of a list, as the service answers. */
export interface ListPageData {
  readonly items: readonly unknown[];
  /** How many match on all pages. */
  readonly total: number;
}

interface Props<Data extends ListPageData> {
  readonly list: Loaded<Data>;
  readonly texts: ListTexts;
  /** What is searched for. */
  readonly text: string;
  readonly onText: (text: string) => void;
  /** Whether a search or a filter narrows the list: then an empty list is no surprise. */
  readonly filtered: boolean;
  /** Removes the search and all filters. */
  readonly onClear: () => void;
  readonly paging: Paging;
  /** Filters beside the search. */
  readonly filters?: ReactNode;
  readonly filtersClassName?: string;
  /** Rows of the placeholder. */
  readonly loadingRows?: number;
  /** The table, with the pager at its place; called only when there are rows. */
  readonly children: (data: Data, pager: ReactNode) => ReactNode;
}

/** A list that the service searches, filters, sorts and pages: the same states on every page. */
export const ListPage = <Data extends ListPageData>(props: Props<Data>) => {
  const { list, texts, text, filtered, paging, loadingRows = 8 } = props;
  /** Counts how often the search was cleared: then the box begins again. */
  const [clears, setClears] = useState(0);
  if (list.kind === 'problem') return <PageProblem problem={list.problem} retry={list.retry} />;
  return (
    <>
      <FilterForm className={props.filtersClassName ?? ''}>
        <SearchBox key={clears} text={text} label={texts.search} onChange={props.onText} />
        {props.filters}
      </FilterForm>
      {list.kind === 'loading' && <PageLoading rows={loadingRows} />}
      {list.kind === 'ready' && list.data.items.length === 0 && !filtered && (
        <EmptyState {...texts.empty} />
      )}
      {list.kind === 'ready' && list.data.items.length === 0 && filtered && (
        <EmptyState title={texts.noMatch.title} text={texts.noMatch.text}>
          <Button
            variant="outline-secondary"
            onClick={() => {
              setClears(clears + 1);
              props.onClear();
            }}
          >
            {texts.noMatch.clear}
          </Button>
        </EmptyState>
      )}
      {list.kind === 'ready' &&
        list.data.items.length > 0 &&
        props.children(
          list.data,
          <Pager paging={paging} count={list.data.items.length} total={list.data.total} />,
        )}
    </>
  );
};
