import Button from 'react-bootstrap/Button';
import { t } from '../i18n';

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

/** The way through the pages. */
export const Pager = ({ paging, count, total }: Props) => (
  <nav className="pj-pager" aria-label={t('common:pages.label')}>
    <span className="pj-number" role="status">
      {total === 0
        ? t('common:pages.noResults')
        : t('common:pages.range', { from: paging.offset + 1, to: paging.offset + count, total })}
    </span>
    <Button
      size="sm"
      variant="outline-secondary"
      disabled={paging.previous === null}
      onClick={() => paging.previous?.()}
    >
      {t('common:pages.previous')}
    </Button>
    <Button
      size="sm"
      variant="outline-secondary"
      disabled={paging.next === null}
      onClick={() => paging.next?.()}
    >
      {t('common:pages.next')}
    </Button>
  </nav>
);
