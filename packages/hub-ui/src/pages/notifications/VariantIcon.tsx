import type { NotificationVariant } from '@perijove/contracts';
import { t } from '../../i18n';

const shape = (variant: NotificationVariant) => {
  switch (variant) {
    case 'default':
      return null;
    case 'info':
      return <path d="M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Zm0 3.2v.1M8 7.2v4.1" />;
    case 'success':
      return <path d="M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM5 8.3l2.1 2.1L11 6.2" />;
    case 'warning':
      return <path d="M8 1.8 15 14H1zM8 6v4M8 12v.1" />;
    case 'error':
      return <path d="M5.2 1.5h5.6l3.7 3.7v5.6l-3.7 3.7H5.2l-3.7-3.7V5.2zM8 4.6v4M8 11.2v.1" />;
    case 'in-progress':
      return <path d="M8 1.5A6.5 6.5 0 1 1 1.5 8" />;
  }
};

/** The look of a message as shape and colour, with its name for those who see neither. */
export const VariantIcon = ({ variant }: { readonly variant: NotificationVariant }) => (
  <span className={`pj-variant pj-variant-${variant}`}>
    <svg
      width="18"
      height="18"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {shape(variant)}
    </svg>
    <span className="visually-hidden">{t(`notifications:variants.${variant}`)}: </span>
  </span>
);
