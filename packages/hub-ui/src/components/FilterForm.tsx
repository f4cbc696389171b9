import type { ReactNode } from 'react';

interface Props {
  readonly className?: string;
  readonly children: ReactNode;
}

/** The search and the filters above a list. They apply while one types: Enter sends nothing. */
export const FilterForm = ({ className = '', children }: Props) => (
  <form
    className={`pj-filters ${className}`.trim()}
    role="search"
    onSubmit={event => {
      event.preventDefault();
    }}
  >
    {children}
  </form>
);
