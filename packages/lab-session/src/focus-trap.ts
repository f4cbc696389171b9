const FOCUSABLE = 'button:not([disabled]), a[href], input:not([disabled]), select:not([disabled])';

/** The elements of a node that the Tab key reaches, in order. */
export const focusable = (node: HTMLElement): readonly HTMLElement[] => [
  ...node.querySelectorAll<HTMLElement>(FOCUSABLE),
];

/** Keeps the Tab key within a node: it wraps around at both ends. */
export const trapTab = (node: HTMLElement, event: KeyboardEvent): void => {
  if (event.key !== 'Tab') return;
  const all = focusable(node);
  const first = all[0];
  const last = all.at(-1);
  if (first === undefined || last === undefined) return;
  const { activeElement } = document;
  const outside = activeElement === node || !node.contains(activeElement);
  if (event.shiftKey && (activeElement === first || outside)) {
    event.preventDefault();
    last.focus();
  } else if (!event.shiftKey && (activeElement === last || outside)) {
    event.preventDefault();
    first.focus();
  }
};
