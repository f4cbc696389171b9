import type { PlotPoint } from '../realtime/frames';

const WIDTH = 100;
const HEIGHT = 30;
const PAD = 2;

/** Turns a series without times, such as the last values of a table row, into plot points. */
export const evenly = (values: readonly (number | null)[]): readonly PlotPoint[] =>
  values.map((value, index) => ({ atMs: index, value }));

/** Runs of neighbouring values; a null ends a run. */
const runsOf = (points: readonly PlotPoint[]): readonly (readonly { x: number; v: number }[])[] => {
  const firstMs = points[0]?.atMs ?? 0;
  const spanMs = Math.max(1, (points.at(-1)?.atMs ?? 0) - firstMs);
  const runs: { x: number; v: number }[][] = [];
  let run: { x: number; v: number }[] = [];
  for (const { atMs, value } of points) {
    if (value === null) {
      if (run.length > 0) runs.push(run);
      run = [];
    } else run.push({ x: ((atMs - firstMs) / spanMs) * WIDTH, v: value });
  }
  if (run.length > 0) runs.push(run);
  return runs;
};

const round = (value: number): number => Math.round(value * 10) / 10;

/** The paths of a plot in a box of 100 by 30: its line, and the area below it. */
export const plotPaths = (
  points: readonly PlotPoint[],
  limit: number | null,
): { readonly line: string; readonly area: string } => {
  const largest = Math.max(0, ...points.map(point => point.value ?? 0));
  const top = Math.max(largest, limit ?? 0) || 1;
  const y = (value: number): number =>
    round(HEIGHT - PAD - (Math.max(0, value) / top) * (HEIGHT - 2 * PAD));
  let line = '';
  let area = '';
  for (const run of runsOf(points)) {
    const first = run[0];
    const last = run.at(-1);
    if (first === undefined || last === undefined) continue;
    // A lone value between gaps would be invisible as a line of no length.
    const beside = { x: first.x < WIDTH ? first.x + 1 : first.x - 1, v: first.v };
    const drawn = run.length > 1 ? run : first.x < WIDTH ? [first, beside] : [beside, first];
    const path = drawn.map(({ x, v }) => `${round(x)} ${y(v)}`).join('L');
    line += `M${path}`;
    area += `M${round(drawn[0]?.x ?? first.x)} ${HEIGHT}L${path}L${round(drawn.at(-1)?.x ?? last.x)} ${HEIGHT}Z`;
  }
  return { line, area };
};
