import Button from 'react-bootstrap/Button';
import { strings } from './strings';

/** Where in the list the page is; null where there is no way on. */
export interface Paging {
  readonly offset: number;
  readonly previous: (() => void) | null;
  readonly next: (() => void) | null;
}

interface Props {
  readonly paging: Paging;
  readonly count: number;
  readonly total: number;
}

const words = strings.pages;

/** The way through the pages. */
export const Pager = ({ paging, count, total }: Props) => (
  <nav className="pj-pager" aria-label={words.label}>
    <span className="pj-number" role="status">
      {words.range(paging.offset + 1, paging.offset + count, total)}
    </span>
    <Button
      size="sm"
      variant="outline-secondary"
      disabled={paging.previous === null}
      onClick={() => paging.previous?.()}
    >
      {words.previous}
    </Button>
    <Button
      size="sm"
      variant="outline-secondary"
      disabled={paging.next === null}
      onClick={() => paging.next?.()}
    >
      {words.next}
    </Button>
  </nav>
);
