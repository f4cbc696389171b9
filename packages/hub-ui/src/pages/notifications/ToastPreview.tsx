import type { NotificationVariant } from '@perijove/contracts';
import { strings } from './strings';
import { VariantMark } from './VariantMark';

interface Props {
  readonly title: string;
  readonly message: string;
  readonly variant: NotificationVariant;
}

/** The message as JupyterLab shows it. */
export const ToastPreview = ({ title, message, variant }: Props) => (
  <figure className="pj-preview">
    <div className={`pj-toast pj-toast-${variant}`}>
      <VariantMark variant={variant} />
      <div className="pj-toast-words">
        {title.trim() !== '' && <strong>{title}</strong>}
        <span>{message.trim() === '' ? strings.compose.previewEmpty : message}</span>
      </div>
      <span className="pj-toast-close" aria-hidden="true">
        ×
      </span>
    </div>
    <figcaption>{strings.compose.previewNote}</figcaption>
  </figure>
);
