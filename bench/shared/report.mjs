import { table } from './table.mjs';

const commandOf = (name, options) =>
  ['npm run bench --', name, ...Object.entries(options).map(([key, value]) => `--${key} ${value}`)]
    .join(' ')
    .trim();

/** Prints the result: a table, and with `json` a last line for programs. */
export const report = ({ name, options, machine, result, say, json }) => {
  const { head, rows, ours, beside, ratio, goal, met } = result;
  say('');
  say(table(head, rows));
  say('');
  for (const note of result.notes ?? []) say(note);
  const { cpu, cores, memoryGiB, linux, node, docker, loadBefore, loadAfter } = machine;
  say(`${cpu}, ${cores} cores, ${memoryGiB} GiB, Linux ${linux}, Node ${node}, Docker ${docker}`);
  say(`load average before ${loadBefore.join(' ')}, after ${loadAfter.join(' ')}`);
  if (loadBefore[0] > cores) say('The machine was busy with other work: the figures are too high.');
  say(`${commandOf(name, options)}`);
  say(`${met ? 'Goal met' : 'Goal missed'}: ${goal}`);
  if (json) {
    process.stdout.write(
      `${JSON.stringify({ bench: name, machine, options, ours, beside, ratio, goal, met })}\n`,
    );
  }
};
