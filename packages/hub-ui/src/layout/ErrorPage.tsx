import Button from 'react-bootstrap/Button';
import { EmptyState } from '../components/PageStates';
import { strings } from './strings';

/** Shown instead of a page whose code threw. */
export const ErrorPage = () => (
  <main className="pj-container pj-main">
    <div role="alert">
      <EmptyState level="h1" title={strings.crash.title} text={strings.crash.text}>
        <Button
          onClick={() => {
            location.reload();
          }}
        >
          {strings.crash.reload}
        </Button>
      </EmptyState>
    </div>
  </main>
);
