import { useEffect } from 'react';
import { Link } from 'react-router';
import { EmptyState } from '../../components/PageStates';
import { setDocumentTitle } from '../../app/document-title';
import { t } from '../../i18n';

/** For paths that lead nowhere. */
export const NotFoundPage = () => {
  useEffect(() => {
    setDocumentTitle(t('layout:notFound.title'));
  }, []);
  return (
    <EmptyState level="h1" title={t('layout:notFound.title')} text={t('layout:notFound.text')}>
      <Link className="btn btn-primary" to="/">
        {t('layout:notFound.home')}
      </Link>
    </EmptyState>
  );
};
