import { strings } from './strings';

/** What is wrong with the name of a new server, in words; null when nothing is. */
export const nameProblem = (name: string, taken: readonly string[]): string | null => {
  const trimmed = name.trim();
  if (/[/\\]/.test(trimmed)) return strings.problem.slash;
  return taken.includes(trimmed) ? strings.problem.taken : null;
};
