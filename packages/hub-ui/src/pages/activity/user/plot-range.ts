import type { HistoryView } from '@perijove/contracts';

/** How far back the plots of a user reach. */
export type Range = HistoryView['range'];

/** Fewer steps than these make a picture of nothing: then some of the empty time stays. */
const FEWEST_STEPS = 12;

/** The part of a history that plots show. */
export interface PlotRange {
  /** The first step that shows. */
  readonly from: number;
  /** When recording began, where that lies within the range; null when it does not. */
  readonly sinceMs: number | null;
  /** Some of the empty time before it stays, for there is hardly anything after it. */
  readonly padded: boolean;
}

/**
 * Plots begin where the recording of that user does: an hour of which the first fifty minutes
 * cannot hold anything would press the rest into its last corner. Time without a server, once
 * there was one, stays. Pure.
 */
export const plotRangeOf = (
  history: Pick<HistoryView, 'start' | 'since' | 'stepSeconds' | 'cpuPercent'>,
): PlotRange => {
  const { start, since, stepSeconds, cpuPercent } = history;
  const sinceMs = since === null ? NaN : Date.parse(since);
  const step = Math.floor((sinceMs - Date.parse(start)) / (stepSeconds * 1000));
  if (Number.isNaN(step) || step <= 0) return { from: 0, sinceMs: null, padded: false };
  const latest = Math.max(0, cpuPercent.length - FEWEST_STEPS);
  return { from: Math.min(step, latest), sinceMs, padded: step > latest };
};
