import type { ReactNode } from 'react';

interface Props {
  /** Names the table for those who do not see it. */
  readonly label: string;
  /** The rows are those of an earlier question; newer ones are on their way. */
  readonly outdated: boolean;
  /** Further classes of the table. */
  readonly looks: string;
  /** Head and body. */
  readonly children: ReactNode;
}

/** The card around a table: it scrolls sideways by itself, also by keyboard. */
export const TableCard = ({ label, outdated, looks, children }: Props) => (
  <div
    className="pj-card pj-table-card pj-table-scroll"
    role="region"
    aria-label={label}
    aria-busy={outdated}
    tabIndex={0}
  >
    <table className={`table pj-table ${looks}`}>
      <caption className="visually-hidden">{label}</caption>
      {children}
    </table>
  </div>
);
