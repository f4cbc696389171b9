import type { GroupLimits } from '@perijove/contracts';
import { useState } from 'react';
import Button from 'react-bootstrap/Button';
import { LimitsDialog } from './dialogs/LimitsDialog';
import { limitText, type Defaults, type LimitName } from './limits';
import { t } from '../../i18n';

interface Props {
  readonly name: string;
  readonly limits: GroupLimits;
  readonly defaults: Defaults | null;
  readonly canChange: boolean;
  readonly busy: boolean;
  readonly onSave: (limits: GroupLimits) => void;
}

const rows = (): readonly (readonly [LimitName, string])[] => [
  ['cpuCores', t('groups:limit.cpu')],
  ['memoryBytes', t('groups:limit.memory')],
  ['pids', t('groups:limit.pids')],
];

/** What a lab of a member gets at most. */
export const LimitsCard = ({ name, limits, defaults, canChange, busy, onSave }: Props) => {
  const [editing, setEditing] = useState(false);
  return (
    <section className="pj-card pj-group-limits-card" aria-labelledby="limits-title">
      <div>
        <h2 id="limits-title" className="h6">
          {t('groups:limit.title')}
        </h2>
        <p className="pj-note">{t('groups:limit.lead')}</p>
      </div>
      <dl>
        {rows().map(([limit, label]) => (
          <div key={limit}>
            <dt>{label}</dt>
            <dd className={limits[limit] === null ? 'pj-none' : undefined}>
              {defaults === null ? null : limitText(limit, limits, defaults)}
            </dd>
          </div>
        ))}
      </dl>
      {canChange && (
        <Button
          variant="outline-secondary"
          disabled={defaults === null}
          onClick={() => {
            setEditing(true);
          }}
        >
          {t('groups:limit.edit')}
        </Button>
      )}
      {editing && defaults !== null && (
        <LimitsDialog
          name={name}
          limits={limits}
          defaults={defaults}
          busy={busy}
          onClose={() => {
            setEditing(false);
          }}
          onConfirm={wanted => {
            setEditing(false);
            onSave(wanted);
          }}
        />
      )}
    </section>
  );
};
