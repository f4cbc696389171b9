/** Where the focus was in the panel before an item was removed. */
export interface FocusPosition {
  /** Index of the row that had the focus; null when it was elsewhere in the panel. */
  readonly row: number | null;
}

/** The part of the panel's element that is used. */
export type Panel = Pick<HTMLElement, 'contains' | 'querySelector' | 'querySelectorAll'>;

const rowsOf = (panel: Panel): readonly HTMLElement[] => [
  ...panel.querySelectorAll<HTMLElement>('.perijove-Notice'),
];

/** Where the focus is in the panel; null when it is elsewhere on the page. */
export const focusPosition = (panel: Panel, active: Element | null): FocusPosition | null => {
  if (active === null || !panel.contains(active)) return null;
  const row = rowsOf(panel).findIndex(one => one.contains(active));
  return { row: row < 0 ? null : row };
};

/**
 * The element to focus after the focused one was removed: a button of the row that took its place,
 * or of the last row, or else the filter.
 */
export const nextFocus = (panel: Panel, { row }: FocusPosition): HTMLElement | null => {
  const rows = row === null ? [] : rowsOf(panel);
  const nearest = rows[Math.min(row ?? 0, rows.length - 1)];
  return (
    nearest?.querySelector<HTMLElement>('button') ??
    panel.querySelector<HTMLElement>('input[type="search"]')
  );
};
