import type { ReactNode } from 'react';

interface Props {
  /** How many rows are chosen, as text. */
  readonly text: string;
  /** What can be done about them. */
  readonly children: ReactNode;
}

/** What can be done about chosen rows; it stays on the screen while the table scrolls. */
export const BulkBar = ({ text, children }: Props) => (
  <div className="pj-bulk" role="group" aria-label={text}>
    <span className="pj-number" role="status">
      {text}
    </span>
    <span className="pj-bulk-actions">{children}</span>
  </div>
);
