import type { ReactNode } from 'react';
import Button from 'react-bootstrap/Button';
import { Link } from 'react-router';
import type { Problem } from './problem';
import { t } from '../i18n';

/** A quiet placeholder in the shape of what comes. */
export const PageLoading = ({ rows = 3 }: { readonly rows?: number }) => (
  <div className="pj-skeleton" role="status">
    <span className="visually-hidden">{t('common:loading')}</span>
    {Array.from({ length: rows }, (_, row) => (
      <div key={row} className="pj-skeleton-row" aria-hidden="true" />
    ))}
  </div>
);

interface EmptyStateProps {
  /** h1 where the page has no other heading. */
  readonly level?: 'h1' | 'h2';
  readonly title: string;
  readonly text: string;
  readonly children?: ReactNode;
}

/** An empty state in the middle of a page: nothing here, not found, not allowed. */
export const EmptyState = ({ level: Heading = 'h2', title, text, children }: EmptyStateProps) => (
  <div className="pj-empty-state">
    <svg width="72" height="56" viewBox="0 0 72 56" aria-hidden="true" focusable="false">
      <g transform="rotate(-18 36 28)" fill="none" stroke="currentColor">
        <ellipse cx="36" cy="28" rx="30" ry="20" strokeWidth="1.5" strokeDasharray="3 5" />
        <circle cx="46" cy="28" r="8" strokeWidth="1.5" />
        <circle cx="6" cy="28" r="3" fill="currentColor" stroke="none" />
      </g>
    </svg>
    <Heading className="h5">{title}</Heading>
    <p>{text}</p>
    {children}
  </div>
);

interface ProblemProps {
  readonly problem: Problem;
  readonly retry: () => void;
}

type PageProblemProps = ProblemProps & Pick<EmptyStateProps, 'level'>;

/** A page that could not be loaded, with the one thing that helps. */
export const PageProblem = ({ problem, retry, level = 'h2' }: PageProblemProps) => (
  <div role="alert">
    <EmptyState level={level} title={problem.title} text={problem.text}>
      {problem.kind === 'forbidden' ? (
        <Link className="btn btn-outline-secondary" to="/">
          {t('common:toHome')}
        </Link>
      ) : (
        <Button onClick={retry}>
          {problem.kind === 'unauthenticated' ? t('common:signIn') : t('common:retry')}
        </Button>
      )}
    </EmptyState>
  </div>
);

/** The same problem where there is only a little room. */
export const InlineProblem = ({ problem, retry }: ProblemProps) => (
  <p className="pj-inline-problem" role="alert">
    {problem.title}. {problem.text}{' '}
    <Button variant="link" size="sm" className="p-0 align-baseline" onClick={retry}>
      {t('common:retry')}
    </Button>
  </p>
);
