import type { NotificationAction } from '@perijove/contracts';
import type { Draft } from './draft';
import { strings } from './strings';
import { ToastIcon } from './ToastIcon';

interface Props {
  readonly draft: Pick<Draft, 'title' | 'message' | 'variant' | 'actions'>;
}

const labelOf = (action: NotificationAction): string => {
  switch (action.kind) {
    case 'extend':
      return strings.buttons.preview.extend(action.hours);
    case 'restart':
      return strings.buttons.preview.restart;
    case 'link':
      return action.label.trim() === '' ? strings.buttons.linkText : action.label;
    case 'dismiss':
      return strings.inbox.dismiss;
  }
};

/** The message as JupyterLab shows it. */
export const ToastPreview = ({ draft: { title, message, variant, actions } }: Props) => (
  <figure className="pj-preview">
    <div className={`pj-toast pj-toast-${variant}`}>
      <ToastIcon variant={variant} />
      <span className="visually-hidden">{strings.variants[variant]}: </span>
      <div className="pj-toast-text">
        {title.trim() !== '' && <span>{title}</span>}
        <span>{message.trim() === '' ? strings.compose.previewEmpty : message}</span>
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
    <figcaption>{strings.compose.previewNote}</figcaption>
  </figure>
);
