import type { GroupLimits } from '@perijove/contracts';
import { useId, useState } from 'react';
import Form from 'react-bootstrap/Form';
import { ConfirmDialog } from '../../../components/ConfirmDialog';
import {
  isGood,
  limitsOf,
  startOf,
  defaultText,
  type Choice,
  type Defaults,
  type LimitName,
  type LimitsDraft,
} from '../limits';
import { t } from '../../../i18n';

interface Props {
  readonly name: string;
  readonly limits: GroupLimits;
  readonly defaults: Defaults;
  readonly busy: boolean;
  readonly onConfirm: (limits: GroupLimits) => void;
  readonly onClose: () => void;
}
const choices: readonly Choice[] = ['default', 'custom', 'none'];
const units = ['MiB', 'GiB'] as const;

/** Sets the limits of a group: each as everyone's, a number of its own, or none. */
export const LimitsDialog = ({ name, limits, defaults, busy, onConfirm, onClose }: Props) => {
  const [draft, setDraft] = useState(() => startOf(limits));
  const wanted = limitsOf(draft);
  const common = { draft, defaults, onChange: setDraft };
  return (
    <ConfirmDialog
      title={t('groups:limit.dialog', { name })}
      confirmLabel={t('groups:limit.confirm')}
      busy={busy || wanted === null}
      onCancel={onClose}
      onConfirm={() => {
        if (wanted !== null) onConfirm(wanted);
      }}
    >
      <div className="pj-limit-fields">
        <LimitField
          {...common}
          limit="cpuCores"
          label={t('groups:limit.cpu')}
          hint={t('groups:limit.hint.cpuCores')}
        />
        <LimitField
          {...common}
          limit="memoryBytes"
          label={t('groups:limit.memory')}
          hint={t('groups:limit.hint.memory')}
        />
        <LimitField
          {...common}
          limit="pids"
          label={t('groups:limit.pids')}
          hint={t('groups:limit.hint.pids')}
        />
        <p className="pj-note">{t('groups:limit.next')}</p>
      </div>
    </ConfirmDialog>
  );
};

interface FieldProps {
  readonly draft: LimitsDraft;
  readonly defaults: Defaults;
  readonly limit: LimitName;
  readonly label: string;
  readonly hint: string;
  readonly onChange: (draft: LimitsDraft) => void;
}

const LimitField = ({ draft, defaults, limit, label, hint, onChange }: FieldProps) => {
  const id = useId();
  const { choice, text } = draft[limit];
  const bad = text !== '' && !isGood(limit, draft);
  return (
    <fieldset>
      <legend>{label}</legend>
      <div className="pj-limit-line">
        <Form.Select
          aria-label={label}
          value={choice}
          onChange={event => {
            const next = choices.find(one => one === event.target.value) ?? 'default';
            onChange({ ...draft, [limit]: { choice: next, text } });
          }}
        >
          <option value="default">
            {t('groups:limit.choice.default', { value: defaultText(limit, defaults) })}
          </option>
          <option value="custom">{t('groups:limit.choice.custom')}</option>
          {limit !== 'pids' && <option value="none">{t('groups:limit.choice.none')}</option>}
        </Form.Select>
        {choice === 'custom' && (
          <Form.Control
            inputMode="decimal"
            aria-label={t('groups:limit.value', { what: label })}
            aria-describedby={id}
            value={text}
            maxLength={20}
            autoComplete="off"
            isInvalid={bad}
            onChange={event => {
              onChange({ ...draft, [limit]: { choice, text: event.target.value } });
            }}
          />
        )}
        {choice === 'custom' && limit === 'memoryBytes' && (
          <Form.Select
            aria-label={t('groups:limit.unit')}
            value={draft.unit}
            onChange={event => {
              const unit = units.find(one => one === event.target.value) ?? 'GiB';
              onChange({ ...draft, unit });
            }}
          >
            {units.map(unit => (
              <option key={unit} value={unit}>
                {t(`groups:limit.units.${unit}`)}
              </option>
            ))}
          </Form.Select>
        )}
      </div>
      {choice === 'custom' && (
        <Form.Text id={id} className={bad ? 'pj-too-long' : undefined}>
          {hint}
        </Form.Text>
      )}
    </fieldset>
  );
};
