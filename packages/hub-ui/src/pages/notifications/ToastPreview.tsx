import type { NotificationVariant } from '@perijove/contracts';
import { strings } from './strings';
import { ToastMark } from './ToastMark';

interface Props {
  readonly title: string;
  readonly message: string;
  readonly variant: NotificationVariant;
}

/** The message as JupyterLab shows it. */
export const ToastPreview = ({ title, message, variant }: Props) => (
  <figure className="pj-preview">
    <div className={`pj-toast pj-toast-${variant}`}>
      <ToastMark variant={variant} />
      <span className="visually-hidden">{strings.variants[variant]}: </span>
      <div className="pj-toast-words">
        {title.trim() !== '' && <span>{title}</span>}
        <span>{message.trim() === '' ? strings.compose.previewEmpty : message}</span>
      </div>
      <span className="pj-toast-close" aria-hidden="true">
        ×
      </span>
    </div>
    <figcaption>{strings.compose.previewNote}</figcaption>
  </figure>
);
