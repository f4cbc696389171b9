import { Link, useSearchParams } from 'react-router';
import { NoticesProvider } from '../../components/NoticesProvider';
import { views } from './views';

/**
 * Every view in every state, for those who build them: `?view=Users&state=empty` shows one alone, as
 * wide as the window; `&language=fr` and `&theme=dark` change how. Part of development only; no built page holds it.
 */
export const Gallery = () => {
  const [params] = useSearchParams();
  const view = views[params.get('view') ?? '']?.[params.get('state') ?? ''];
  if (view !== undefined) {
    return (
      <NoticesProvider>
        <main className="pj-container pj-main">{view}</main>
      </NoticesProvider>
    );
  }
  return (
    <main className="pj-container pj-main">
      {Object.entries(views).map(([name, states]) => (
        <section key={name}>
          <h2>{name}</h2>
          <ul>
            {Object.keys(states).map(state => (
              <li key={state}>
                <Link
                  to={`?${new URLSearchParams({ ...Object.fromEntries(params), view: name, state }).toString()}`}
                >
                  {state}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </main>
  );
};
