/** The part of an element that is used. */
interface Findable {
  readonly id: string;
  closest(selector: string): Findable | null;
}

const isFindable = (target: unknown): target is Findable =>
  typeof target === 'object' && target !== null && 'closest' in target;

/**
 * JupyterLab's id of the toast whose × was clicked; null for any other click. The same × in
 * JupyterLab's list dismisses the notification, which its manager reports.
 *
 * @param target - the target of a click
 */
export const closedToastId = (target: unknown): string | null => {
  if (!isFindable(target)) return null;
  const button = target.closest('.jp-toastContainer .jp-Notification-Toast-Close');
  return button?.closest('.Toastify__toast')?.id ?? null;
};
