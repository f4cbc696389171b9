import type { GroupPower } from '@perijove/contracts';
import { useState } from 'react';
import Button from 'react-bootstrap/Button';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { UserPicker, type UserPickerStrings } from '../../components/UserPicker';
import type { SearchUsers } from '../../components/use-user-search';
import { strings } from './strings';

interface Props {
  readonly group: string;
  readonly power: GroupPower | null;
  readonly searchUsers: SearchUsers;
  readonly busy: boolean;
  readonly onAdd: (users: readonly string[]) => void;
}

const t = strings.choose;

const pickerStrings: UserPickerStrings = {
  names: t.label,
  namesHint: t.hint,
  suggestions: t.suggestions,
  found: (shown, total) => (total === 0 ? t.none : t.found(shown, total)),
  remove: t.drop,
};

/** Chooses users to add. Before a group with power over the host is filled, it asks. */
export const AddMembers = ({ group, power, searchUsers, busy, onAdd }: Props) => {
  const [names, setNames] = useState<readonly string[]>([]);
  const [dialog, setDialog] = useState(false);
  const add = (): void => {
    setDialog(false);
    setNames([]);
    onAdd(names);
  };
  return (
    <div className="pj-card pj-add-members">
      <UserPicker names={names} strings={pickerStrings} search={searchUsers} onChange={setNames} />
      {names.length > 0 && (
        <Button
          disabled={busy}
          onClick={() => {
            if (power === null) add();
            else setDialog(true);
          }}
        >
          {t.confirm(names.length)}
        </Button>
      )}
      {dialog && power !== null && (
        <ConfirmDialog
          title={t.ask.title(group)}
          confirmLabel={t.ask.confirm}
          variant="danger"
          onCancel={() => {
            setDialog(false);
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
