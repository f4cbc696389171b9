import type { ReactNode } from 'react';

interface Props {
  /** Names the table for those who do not see it. */
  readonly label: string;
  /** The rows are those of an earlier question; newer ones are on their way. */
  readonly stale: boolean;
  /** Further classes of the table. */
  readonly className: string;
  /** Head and body. */
  readonly children: ReactNode;
}

/** The card around a table: it scrolls sideways by itself, also by keyboard. */
export const TableCard = ({ label, stale, className, children }: Props) => (
  <div
    className="pj-card pj-table-card pj-table-scroll"
    role="region"
    aria-label={label}
    aria-busy={stale}
    tabIndex={0}
  >
    <table className={`table pj-table ${className}`}>
      <caption className="visually-hidden">{label}</caption>
      {children}
    </table>
  </div>
);
