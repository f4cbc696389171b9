import type { VolumeView } from '@perijove/contracts';
import { formatAgo } from '../../format/instant';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import type { VolumeActions } from './volume-actions';
import { ResetDialog } from './ResetDialog';
import { retentionDays } from './undo';
import { t } from '../../i18n';

/** The question that is open. */
export type OpenDialog =
  | { readonly what: 'reset'; readonly names: readonly string[] }
  | { readonly what: 'restore'; readonly name: string; readonly generation: number }
  | { readonly what: 'stop' };

interface Props {
  readonly owner: string | null;
  readonly open: OpenDialog | null;
  readonly volumes: readonly VolumeView[];
  readonly now: number;
  readonly onClose: () => void;
  readonly actions: Pick<VolumeActions, 'reset' | 'restore' | 'stopServer'>;
}

/** Asks before volumes change or the server stops. */
export const VolumeDialogs = ({ owner, open, volumes, now, onClose, actions }: Props) => {
  switch (open?.what) {
    case undefined:
      return null;
    case 'stop':
      return (
        <ConfirmDialog
          title={
            owner === null
              ? t('volumes:stopConfirm.title')
              : t('volumes:ofUser.stopTitle', { user: owner })
          }
          confirmLabel={t('volumes:stopConfirm.confirm')}
          onCancel={onClose}
          onConfirm={() => {
            onClose();
            actions.stopServer();
          }}
        >
          <p className="mb-0">{t('volumes:stopConfirm.text')}</p>
        </ConfirmDialog>
      );
    case 'reset': {
      const selectedIds = volumes.filter(volume => open.names.includes(volume.name));
      return (
        <ResetDialog
          volumes={selectedIds}
          days={retentionDays(selectedIds)}
          onCancel={onClose}
          onConfirm={() => {
            onClose();
            actions.reset(open.names);
          }}
        />
      );
    }
    case 'restore': {
      const { name, generation } = open;
      const target = volumes
        .find(volume => volume.name === name)
        ?.recoverable.find(candidate => candidate.generation === generation);
      if (target === undefined) return null;
      return (
        <ConfirmDialog
          title={t('volumes:restoreConfirm.title', { name })}
          confirmLabel={t('volumes:restoreConfirm.confirm')}
          onCancel={onClose}
          onConfirm={() => {
            onClose();
            actions.restore(name, generation);
          }}
        >
          <p className="mb-0">
            {t('volumes:restoreConfirm.text', { retired: formatAgo(target.retiredAt, now) })}{' '}
            {t('volumes:earlier.swap')}
          </p>
        </ConfirmDialog>
      );
    }
  }
};
