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

const t = strings.pages;

/** The way through the pages. */
export const Pager = ({ paging, count, total }: Props) => (
  <nav className="pj-pager" aria-label={t.label}>
    <span className="pj-number" role="status">
      {t.range(paging.offset + 1, paging.offset + count, total)}
    </span>
    <Button
      size="sm"
      variant="outline-secondary"
      disabled={paging.previous === null}
      onClick={() => paging.previous?.()}
    >
      {t.previous}
    </Button>
    <Button
      size="sm"
      variant="outline-secondary"
      disabled={paging.next === null}
      onClick={() => paging.next?.()}
    >
      {t.next}
    </Button>
  </nav>
);
