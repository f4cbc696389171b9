import { useEffect } from 'react';
import { Link } from 'react-router';
import { EmptyState } from '../../components/PageStates';
import { setDocumentTitle } from '../../app/document-title';
import { strings } from './strings';

/** For paths that lead nowhere. */
export const NotFoundPage = () => {
  useEffect(() => {
    setDocumentTitle(strings.title);
  }, []);
  return (
    <EmptyState level="h1" title={strings.title} text={strings.text}>
      <Link className="btn btn-primary" to="/">
        {strings.home}
      </Link>
    </EmptyState>
  );
};
