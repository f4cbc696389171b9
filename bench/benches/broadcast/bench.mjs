import { median, percentile, rounded, summary } from '../../shared/numbers.mjs';
import { measureByHttp } from './by-http.mjs';
import { measureBySocket } from './by-socket.mjs';

export const about = 'a message to every open lab, beside one HTTP request per lab';
export const limitMinutes = 15;
export const defaults = { count: 1000, rounds: 5 };

const SHOWN_P99_MS = 150;
const STORED_P99_MS = 300;

const row = (what, { p50, p99, max }) => [what, p50, p99, max];

export const run = async ({ options: { count, rounds }, say, cleanup }) => {
  const ours = await measureBySocket({ count, rounds, cleanup, say });
  say('The same by HTTP');
  const http = await measureByHttp({ count, rounds, cleanup });

  const shown = summary(ours.flatMap(round => round.shownMs));
  const stored = summary(ours.flatMap(round => round.storedMs));
  const beside = summary(http.flat());
  const roundsP99 = ours.map(round => rounded(percentile(round.shownMs, 99)));
  const acceptedMs = rounded(median(ours.map(round => round.acceptedMs)));
  const cpuMs = rounded(median(ours.map(round => round.cpuMs)));
  return {
    head: [`ms after sending, ${count} labs`, 'p50', 'p99', 'last'],
    rows: [
      row('Perijove, shown', shown),
      row('Perijove, stored as delivered', stored),
      row('HTTP to each lab, ten at a time', beside),
    ],
    notes: [
      `shown p99 of each round: ${roundsP99.join(', ')} ms`,
      `request accepted after ${acceptedMs} ms; the backend used ${cpuMs} ms of CPU a round (medians)`,
    ],
    ours: { unit: 'ms', shown, stored, shownP99OfRounds: roundsP99, acceptedMs, cpuMs },
    beside: { unit: 'ms', shown: beside },
    ratio: rounded(shown.p99 / beside.p99),
    goal: `p99 at most ${SHOWN_P99_MS} ms to shown and ${STORED_P99_MS} ms to stored as delivered`,
    met: shown.p99 <= SHOWN_P99_MS && stored.p99 <= STORED_P99_MS,
  };
};
