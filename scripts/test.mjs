// `npm test`: sets up what the tests need, then runs everything.
//
//   npm test -- [--only lint,types,unit,hub,former-hub,security,browser,compose]
//              [--require]
//
// With --require (or CI=true) a missing engine or browser is a failure; otherwise the tests that
// need it are left out, and the summary says so.
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { at, bin, root } from './setup/root.mjs';
import { bold, dim, main, note, step, UserError } from './setup/log.mjs';
import { build, checkNode, installNode } from './setup/node.mjs';
import { formerVenv, installPython, python, pythonOf } from './setup/python.mjs';
import { formerHubTests, hubTests } from './hub-tests.mjs';
import { countTests } from './setup/count-tests.mjs';

const all = ['lint', 'types', 'unit', 'hub', 'former-hub', 'security', 'browser', 'compose'];

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: all.join(',') },
    require: { type: 'boolean', default: process.env.CI === 'true' },
    'no-install': { type: 'boolean', default: false },
  },
});
/** CPU usage can be measured only while nothing else runs. */
const ALONE = 'usage\\.integration';
/** Tests that have containers when there is an engine. */
const WITH_DOCKER = 'integration\\.test';
const only = values.only.split(',');
const unknown = only.filter(name => !all.includes(name));

/** Runs a command with its output shown, and counts the tests it reports. */
const show = (command, args, { cwd = root, env = {} } = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', chunk => {
        text += chunk;
        process.stdout.write(chunk);
      });
    }
    child.on('error', reject);
    child.on('close', code => resolve({ ok: code === 0, ...countTests(text) }));
  });

/** The sum of several runs. */
const together = runs => ({
  ok: runs.every(({ ok }) => ok),
  passed: runs.reduce((sum, { passed }) => sum + passed, 0),
  failed: runs.reduce((sum, { failed }) => sum + failed, 0),
});

const node = (...args) => show(process.execPath, args);

/** The prerequisites of tests; null if they are not available. */
const setUp = async () => {
  const { ensureDocker } = await import('./test-env/engine.mjs');
  const { keepBrowsersConnected } = await import('./test-env/network.mjs');
  const { ensureChromium } = await import('./test-env/browser.mjs');
  const mayInstall = !values['no-install'];
  // In the background until its tests run.
  const former = only.includes('former-hub') ? installPython({ test: true, former: true }) : null;
  former?.catch(() => {}); // reported where it is awaited
  const needsEngine = ['unit', 'security', 'browser', 'compose'].some(name => only.includes(name));
  const needsBrowser = ['hub', 'former-hub', 'security', 'browser', 'compose'].some(name =>
    only.includes(name),
  );
  const engine = needsEngine ? await ensureDocker({ mayInstall, log: note }) : null;
  const browser = needsBrowser ? await ensureChromium({ mayInstall, log: note }) : null;
  if (engine?.available && values.require) await keepBrowsersConnected();
  if (engine !== null) note(engine.why);
  if (browser !== null) note(browser.why);
  if (engine?.available) {
    const { buildImages } = await import('./docker/build.mjs');
    const images = only.includes('compose') ? [] : ['lab', 'lab-4.2', 'tiny'];
    step('Building the images of the tests');
    await buildImages({ localBase: true, only: images, mayInstall, log: note });
  }
  return { engine: engine?.available === true, browser: browser?.path ?? null, former };
};

/** Runs browser tests of some projects. */
const play = (browser, ...args) => playWith({ CHROMIUM_PATH: browser }, ...args);
const playWith = (env, ...args) =>
  show(bin('playwright'), ['test', ...args], { cwd: at('ui-tests'), env });

/**
 * Runs tests of the hub in two parallel halves, because real hubs wait most of the time.
 * @param files - below `hub/tests`
 */
const testHub = async (python, browser, files) => {
  const env = browser ? { CHROMIUM_PATH: browser } : {};
  const halves = [0, 1].map(half => files.filter((_, index) => index % 2 === half));
  const runs = halves.map(half => {
    const paths = half.map(file => `tests/${file}`);
    return show(python, ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', ...paths], {
      cwd: at('hub'),
      env,
    });
  });
  return together(await Promise.all(runs));
};

/** In this order; suites without `needs` run while the prerequisites are built. */
const suites = [
  { name: 'lint', run: () => node(at('scripts/lint.mjs')) },
  { name: 'types', run: () => show(bin('lerna'), ['run', 'typecheck', '--concurrency', '2']) },
  {
    name: 'unit',
    needs: ['engine'],
    run: async ({ engine }) => {
      const env = engine ? { PERIJOVE_TEST_DOCKER: '1', PERIJOVE_TEST_REQUIRE: '1' } : {};
      const jest = (...args) => show(bin('jest'), ['--ci', ...args], { env });
      const without = (...paths) =>
        ['/node_modules/', ...paths].flatMap(path => ['--testPathIgnorePatterns', path]);
      const most = await Promise.all([
        // By default, Jest leaves one core unused.
        jest('--maxWorkers=100%', ...without(WITH_DOCKER)),
        // One after another: they share the engine.
        jest('--maxWorkers=1', WITH_DOCKER, ...without(ALONE)),
      ]);
      return together([...most, await jest(ALONE)]);
    },
  },
  {
    name: 'hub',
    needs: ['browser'],
    run: async ({ browser }) => {
      const hub = await testHub(python, browser, hubTests());
      const launchers = ['scripts/start.test.mjs', ...(browser ? ['scripts/dev.test.mjs'] : [])];
      return together([hub, await node('--test', '--test-concurrency=1', ...launchers)]);
    },
  },
  {
    name: 'former-hub',
    needs: ['browser'],
    run: async ({ browser, former }) => {
      await former;
      const hub = await testHub(pythonOf(formerVenv), browser, formerHubTests());
      if (browser === null) return hub;
      const env = { CHROMIUM_PATH: browser, PERIJOVE_TEST_VENV: formerVenv };
      const to = ['--output', 'test-results-former'];
      return together([hub, await playWith(env, '--project=process', 'walkthrough', ...to)]);
    },
  },
  {
    name: 'security',
    needs: ['engine', 'browser'],
    skip: ({ engine, browser }) => !engine || browser === null,
    run: ({ browser }) => play(browser, '--project=security', '--output', 'test-results-security'),
  },
  {
    name: 'browser',
    needs: ['engine', 'browser'],
    skip: ({ browser }) => browser === null,
    run: async ({ engine, browser }) => {
      if (!engine) return play(browser, '--project=process');
      // The idle tests wait for three minutes, so they run in parallel.
      const others = ['docker', 'docker-more', 'lab', 'process'].map(name => `--project=${name}`);
      const { removingNetworksLater } = await import('./test-env/network.mjs');
      return removingNetworksLater(async networks => {
        const env = { CHROMIUM_PATH: browser, ...networks };
        const runs = [
          playWith(env, ...others),
          playWith(env, '--project=idle', '--output', 'test-results-idle'),
        ];
        return together(await Promise.all(runs));
      });
    },
  },
  {
    name: 'compose',
    needs: ['engine', 'browser'],
    skip: ({ engine, browser }) => !engine || browser === null,
    run: ({ browser }) =>
      show(
        process.execPath,
        [
          '--test',
          'scripts/wheel.test.mjs',
          'bench/shared/numbers.test.mjs',
          'scripts/lockfile.test.mjs',
          'scripts/locales.test.mjs',
          'scripts/words/find.test.mjs',
          'scripts/house/house.test.mjs',
          'scripts/docker/recipe.test.mjs',
          'scripts/docker/pin.test.mjs',
          'images/test/settings.test.mjs',
          'images/test/lab-start.test.mjs',
          'images/test/compose.test.mjs',
          'images/test/traefik.test.mjs',
        ],
        {
          env: {
            CHROMIUM_PATH: browser,
            ...(values.require ? { PERIJOVE_TEST_REQUIRE: '1' } : {}),
          },
        },
      ),
  },
];

/** Runs one suite, or reports why it is skipped. */
const runSuite = async ({ name, needs = [], skip = () => false, run }, ground) => {
  const missing = needs.filter(need => !ground[need]);
  const untold = { name, passed: 0, failed: 0 };
  if (missing.length > 0 && values.require)
    return { ...untold, ok: false, words: `needs ${missing.join(' and ')}`, failed: 1 };
  if (skip(ground)) return { ...untold, ok: true, words: `left out: no ${missing.join(', no ')}` };
  step(bold(name));
  const started = Date.now();
  const outcome = await run(ground);
  const seconds = Math.round((Date.now() - started) / 1000);
  const partly = missing.length > 0 ? `, without ${missing.join(' and ')}` : '';
  return { name, ...outcome, words: `${seconds} s${partly}` };
};

const tell = results => {
  console.log('');
  for (const { name, ok, words, passed } of results) {
    console.log(`  ${ok ? '✓' : '✗'} ${name.padEnd(10)} ${dim(`${passed} tests, ${words}`)}`);
  }
  const sum = key => results.reduce((total, result) => total + result[key], 0);
  const broken = results.filter(result => !result.ok && result.failed === 0).length;
  console.log(`\n${sum('passed')} passed, ${sum('failed') + broken} failed`);
};

await main(async () => {
  if (unknown.length > 0)
    throw new UserError(`There is no ${unknown.join(', ')}; there are ${all.join(', ')}.`);
  checkNode();
  await installNode();
  await Promise.all([build(), installPython({ test: true })]);
  const ground = setUp();
  ground.catch(() => {}); // reported where it is awaited
  const results = [];
  for (const suite of suites.filter(({ name }) => only.includes(name))) {
    results.push(await runSuite(suite, suite.needs === undefined ? {} : await ground));
    // Lint runs before images are built, for fast feedback.
    if (suite.name === 'lint' && !results.at(-1).ok) break;
  }
  tell(results);
  if (results.some(result => !result.ok)) process.exit(1);
});
