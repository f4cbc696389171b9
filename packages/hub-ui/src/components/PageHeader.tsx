import { useEffect, type ReactNode } from 'react';
import { setDocumentTitle } from '../app/document-title';

interface Props {
  readonly title: string;
  readonly lead?: string;
  readonly children?: ReactNode;
}

/** A page's heading; it also names the tab. `children` stand at its right end. */
export const PageHeader = ({ title, lead, children }: Props) => {
  useEffect(() => {
    setDocumentTitle(title);
  }, [title]);
  return (
    <header className="pj-page-header">
      <div>
        <h1>{title}</h1>
        {lead !== undefined && <p>{lead}</p>}
      </div>
      {children}
    </header>
  );
};
