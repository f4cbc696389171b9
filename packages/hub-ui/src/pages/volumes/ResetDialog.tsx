import type { VolumeView } from '@perijove/contracts';
import { formatBytes } from '../../format/bytes';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { strings } from './strings';

interface Props {
  readonly volumes: readonly VolumeView[];
  /** For how many days it can be undone; 0 for not at all. */
  readonly days: number;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

const t = strings.confirm;

/** Names every volume that will be reset, what it holds, and the way back. */
export const ResetDialog = ({ volumes, days, onConfirm, onCancel }: Props) => (
  <ConfirmDialog
    title={t.title(volumes.length)}
    confirmLabel={strings.resetSelected(volumes.length)}
    variant="danger"
    onConfirm={onConfirm}
    onCancel={onCancel}
  >
    <p>{t.intro}</p>
    <ul className="pj-reset-list">
      {volumes.map(({ name, description, sizeBytes }) => (
        <li key={name}>
          <strong>{name}</strong>
          <span className="pj-number">
            {sizeBytes === null ? strings.unmeasured : formatBytes(sizeBytes)}
          </span>
          <span className="pj-note">{description}</span>
        </li>
      ))}
    </ul>
    <p className="mb-0">{t.undo(days)}</p>
  </ConfirmDialog>
);
