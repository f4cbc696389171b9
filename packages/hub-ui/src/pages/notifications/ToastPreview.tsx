import type { NotificationAction } from '@perijove/contracts';
import type { Draft } from './draft';
import { ToastIcon } from './ToastIcon';
import { t } from '../../i18n';

interface Props {
  readonly draft: Pick<Draft, 'title' | 'message' | 'variant' | 'actions'>;
}

const labelOf = (action: NotificationAction): string => {
  switch (action.kind) {
    case 'extend':
      return t('notifications:buttons.preview.extend', { hours: action.hours });
    case 'restart':
      return t('notifications:buttons.preview.restart');
    case 'link':
      return action.label.trim() === '' ? t('notifications:buttons.linkText') : action.label;
    case 'dismiss':
      return t('notifications:inbox.dismiss');
  }
};

/** The message as JupyterLab shows it. */
export const ToastPreview = ({ draft: { title, message, variant, actions } }: Props) => (
  <figure className="pj-preview">
    <div className={`pj-toast pj-toast-${variant}`}>
      <ToastIcon variant={variant} />
      <span className="visually-hidden">{t(`notifications:variants.${variant}`)}: </span>
      <div className="pj-toast-text">
        {title.trim() !== '' && <span>{title}</span>}
        <span>{message.trim() === '' ? t('notifications:compose.previewEmpty') : message}</span>
        {actions.length > 0 && (
          <span className="pj-toast-buttons">
            {actions.map(action => (
              <span key={action.kind} className={`pj-toast-button pj-toast-button-${action.kind}`}>
                {labelOf(action)}
              </span>
            ))}
          </span>
        )}
      </div>
      <span className="pj-toast-close" aria-hidden="true">
        ×
      </span>
    </div>
    <figcaption>{t('notifications:compose.previewNote')}</figcaption>
  </figure>
);
