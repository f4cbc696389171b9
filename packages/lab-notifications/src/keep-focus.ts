/** Where the keyboard was in the list before something was taken from it. */
export interface Place {
  /** The row that had the focus, counted from the top; null when it was elsewhere in the panel. */
  readonly row: number | null;
}

/** The part of the panel that is looked at. */
export type Panel = Pick<HTMLElement, 'contains' | 'querySelector' | 'querySelectorAll'>;

const rowsOf = (panel: Panel): readonly HTMLElement[] => [
  ...panel.querySelectorAll<HTMLElement>('.perijove-Notice'),
];

/** Where the keyboard is in the panel; null when it is somewhere else on the page. */
export const placeOf = (panel: Panel, active: Element | null): Place | null => {
  if (active === null || !panel.contains(active)) return null;
  const row = rowsOf(panel).findIndex(one => one.contains(active));
  return { row: row < 0 ? null : row };
};

/**
 * What gets the focus after the element that had it has gone: a button of the row that has moved
 * up to its place, or of the last one, or else the filter.
 */
export const nextAfter = (panel: Panel, { row }: Place): HTMLElement | null => {
  const rows = row === null ? [] : rowsOf(panel);
  const near = rows[Math.min(row ?? 0, rows.length - 1)];
  return (
    near?.querySelector<HTMLElement>('button') ??
    panel.querySelector<HTMLElement>('input[type="search"]')
  );
};
