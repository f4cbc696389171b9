/** The part of an element that finding a toast takes. */
interface Findable {
  readonly id: string;
  closest(selector: string): Findable | null;
}

const isFindable = (target: unknown): target is Findable =>
  typeof target === 'object' && target !== null && 'closest' in target;

/**
 * JupyterLab's id of the toast whose × was pressed, or null when something else was.
 * The same × inside JupyterLab's list dismisses; that one is reported by its manager.
 *
 * @param target - the target of a click
 */
export const closedToast = (target: unknown): string | null => {
  if (!isFindable(target)) return null;
  const button = target.closest('.jp-toastContainer .jp-Notification-Toast-Close');
  return button?.closest('.Toastify__toast')?.id ?? null;
};
