import type { GroupPower } from '@perijove/contracts';
import { useState } from 'react';
import Button from 'react-bootstrap/Button';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { NamesInput, type NamesWords } from '../../components/UserPicker';
import type { FindPeople } from '../../components/use-user-search';
import { strings } from './strings';

interface Props {
  readonly group: string;
  readonly power: GroupPower | null;
  readonly find: FindPeople;
  readonly busy: boolean;
  readonly onAdd: (users: readonly string[]) => void;
}

const words = strings.choose;

const fieldWords: NamesWords = {
  names: words.label,
  namesHint: words.hint,
  suggestions: words.suggestions,
  found: (shown, total) => (total === 0 ? words.nobody : words.found(shown, total)),
  remove: words.drop,
};

/** Chooses people to add. Before a group with power over the host is filled, it asks. */
export const AddMembers = ({ group, power, find, busy, onAdd }: Props) => {
  const [names, setNames] = useState<readonly string[]>([]);
  const [asking, setAsking] = useState(false);
  const add = (): void => {
    setAsking(false);
    setNames([]);
    onAdd(names);
  };
  return (
    <div className="pj-card pj-add-members">
      <NamesInput names={names} words={fieldWords} find={find} onChange={setNames} />
      {names.length > 0 && (
        <Button
          disabled={busy}
          onClick={() => {
            if (power === null) add();
            else setAsking(true);
          }}
        >
          {words.confirm(names.length)}
        </Button>
      )}
      {asking && power !== null && (
        <ConfirmDialog
          title={words.ask.title(group)}
          confirmLabel={words.ask.confirm}
          variant="danger"
          onCancel={() => {
            setAsking(false);
          }}
          onConfirm={add}
        >
          <p>{strings.power[power].text}</p>
          <p className="mb-0 text-break">{names.join(', ')}</p>
        </ConfirmDialog>
      )}
    </div>
  );
};
