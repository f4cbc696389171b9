// `npm run bench -- NAME [--json] [--count N …]`: measures Perijove beside the alternative.
import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { UserError, main } from '../scripts/setup/log.mjs';
import { createCleanup } from './shared/cleanup.mjs';
import { loadNow, machineFacts } from './shared/machine.mjs';
import { report } from './shared/report.mjs';

const names = () =>
  readdirSync(new URL('./benches', import.meta.url), { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name);

const choose = async name => {
  if (name === undefined || !names().includes(name)) {
    throw new UserError(`Name one benchmark: ${names().join(', ')}.`);
  }
  return import(`./benches/${name}/bench.mjs`);
};

/** Every option of a benchmark is a number; its default stands in the benchmark. */
const readOptions = (defaults, given) => {
  const options = { ...defaults };
  for (const [name, text] of Object.entries(given)) {
    const value = Number(text);
    if (!(name in defaults) || !Number.isFinite(value) || value < 0) {
      const known = Object.keys(defaults).map(option => `--${option} ${defaults[option]}`);
      throw new UserError(`--${name} ${text} makes no sense here. Options: ${known.join(', ')}.`);
    }
    options[name] = value;
  }
  return options;
};

const split = args => {
  const { values, positionals, tokens } = parseArgs({
    args,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  // Without declared options, `--count 50` is parsed as a flag and a positional.
  const given = {};
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== 'option' || token.name === 'json') continue;
    const next = tokens[index + 1];
    given[token.name] = token.value ?? (next?.kind === 'positional' ? next.value : '');
  }
  return { name: positionals[0], json: values.json === true, given };
};

await main(async () => {
  const { name, json, given } = split(process.argv.slice(2));
  const bench = await choose(name);
  const options = readOptions(bench.defaults, given);
  const cleanup = createCleanup({ limitMinutes: bench.limitMinutes });
  // With --json, the result is the last line of the output, so messages go elsewhere.
  const say = text => (json ? process.stderr : process.stdout).write(`${text}\n`);
  say(`${name}: ${bench.about}`);
  const before = loadNow();
  try {
    const result = await bench.run({ options, say, cleanup });
    const machine = { ...(await machineFacts()), loadBefore: before, loadAfter: loadNow() };
    report({ name, options, machine, result, say, json });
    if (!result.met) process.exitCode = 2;
  } finally {
    await cleanup.run();
  }
});
// Open handles of libraries must not keep a finished benchmark running.
process.exit();
