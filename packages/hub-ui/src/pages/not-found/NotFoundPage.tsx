import { useEffect } from 'react';
import { Link } from 'react-router';
import { CalmMessage } from '../../components/PageStates';
import { nameTab } from '../../app/document-title';
import { strings } from './strings';

/** For paths that lead nowhere. */
export const NotFoundPage = () => {
  useEffect(() => {
    nameTab(strings.title);
  }, []);
  return (
    <CalmMessage level="h1" title={strings.title} text={strings.text}>
      <Link className="btn btn-primary" to="/">
        {strings.home}
      </Link>
    </CalmMessage>
  );
};
