import { idOf, type ServerRef } from './selection';
import { strings } from './strings';

/** So many are named; the others are counted. */
const MOST = 30;

interface Props {
  readonly of: readonly ServerRef[];
  /** Whether people are meant and not their servers. */
  readonly people?: boolean;
}

/** Names those whom something concerns. */
export const Names = ({ of, people = false }: Props) => (
  // It scrolls when there are many, which the keyboard must be able to do as well.
  <ul className="pj-names" tabIndex={0} aria-label={strings.bulk.names}>
    {of.slice(0, MOST).map(ref => (
      <li key={idOf(ref)}>
        {people || ref.server === '' ? ref.user : `${ref.user} / ${ref.server}`}
      </li>
    ))}
    {of.length > MOST && <li className="pj-note">{strings.bulk.more(of.length - MOST)}</li>}
  </ul>
);
