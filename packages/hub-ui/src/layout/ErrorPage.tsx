import Button from 'react-bootstrap/Button';
import { EmptyState } from '../components/PageStates';
import { t } from '../i18n';

/** Shown instead of a page whose code threw. */
export const ErrorPage = () => (
  <main className="pj-container pj-main">
    <div role="alert">
      <EmptyState level="h1" title={t('layout:crash.title')} text={t('layout:crash.text')}>
        <Button
          onClick={() => {
            location.reload();
          }}
        >
          {t('layout:crash.reload')}
        </Button>
      </EmptyState>
    </div>
  </main>
);
