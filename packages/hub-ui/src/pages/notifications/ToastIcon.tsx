import type { NotificationVariant } from '@perijove/contracts';

const disc = 'M8 .5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15Z';
const exclamation = 'M8 4.2v4.6M8 11.6v.1';

const shapes: Readonly<Partial<Record<NotificationVariant, readonly [string, string]>>> = {
  info: [disc, 'M8 4.4v.1M8 7.2v4.6'],
  success: [disc, 'm4.6 8.3 2.4 2.4 4.4-4.8'],
  warning: ['M8 1 15.6 14.6H.4Z', 'M8 6v3.8M8 12.2v.1'],
  error: [disc, exclamation],
};

/** The filled sign that JupyterLab puts before a toast's words; plain toasts have none. */
export const ToastIcon = ({ variant }: { readonly variant: NotificationVariant }) => {
  if (variant === 'in-progress') return <span className="pj-toast-spinner" aria-hidden="true" />;
  const shape = shapes[variant];
  if (shape === undefined) return null;
  return (
    <svg
      className="pj-toast-mark"
      width="20"
      height="20"
      viewBox="0 0 16 16"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={shape[0]} fill="currentColor" stroke="currentColor" strokeWidth="0.8" />
      <path d={shape[1]} fill="none" stroke="var(--pj-surface)" strokeWidth="1.7" />
    </svg>
  );
};
