import type { GroupPower } from '@perijove/contracts';
import { useState } from 'react';
import Button from 'react-bootstrap/Button';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { UserPicker, type UserPickerTexts } from '../../components/UserPicker';
import type { SearchUsers } from '../../components/use-user-search';
import { formatList } from '../../format/list';
import { t } from '../../i18n';

interface Props {
  readonly group: string;
  readonly power: GroupPower | null;
  readonly searchUsers: SearchUsers;
  readonly busy: boolean;
  readonly onAdd: (users: readonly string[]) => void;
}

const foundText = (shown: number, total: number): string => {
  if (total === 0) return t('groups:choose.none');
  return shown < total
    ? t('groups:choose.found', { shown, total })
    : t('groups:choose.foundAll', { count: total });
};

const pickerTexts = (): UserPickerTexts => ({
  names: t('groups:choose.label'),
  namesHint: t('groups:choose.hint'),
  suggestions: t('groups:choose.suggestions'),
  found: foundText,
  remove: user => t('groups:choose.drop', { user }),
});

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
      <UserPicker names={names} texts={pickerTexts()} search={searchUsers} onChange={setNames} />
      {names.length > 0 && (
        <Button
          disabled={busy}
          onClick={() => {
            if (power === null) add();
            else setDialog(true);
          }}
        >
          {t('groups:choose.confirm', { count: names.length })}
        </Button>
      )}
      {dialog && power !== null && (
        <ConfirmDialog
          title={t('groups:choose.ask.title', { group })}
          confirmLabel={t('groups:choose.ask.confirm')}
          variant="danger"
          onCancel={() => {
            setDialog(false);
          }}
          onConfirm={add}
        >
          <p>{t(`groups:power.${power}.text`)}</p>
          <p className="mb-0 text-break">{formatList(names)}</p>
        </ConfirmDialog>
      )}
    </div>
  );
};
