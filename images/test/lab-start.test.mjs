/**
 * Startup scripts of a lab, with files of attackers:
 *
 *   node --test images/test/lab-start.test.mjs
 *
 * Real volumes and containers of the small test image, with the script mounted. Without a
 * Docker engine it is skipped with the reason; PERIJOVE_TEST_REQUIRE=1 makes that a
 * failure.
 */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { buildImages } from '../../scripts/docker/build.mjs';
import { ROOT } from '../../scripts/docker/images.mjs';
import { run } from '../../scripts/test-env/apt.mjs';
import { ensureDocker } from '../../scripts/test-env/engine.mjs';

const REQUIRED = process.env.PERIJOVE_TEST_REQUIRE === '1';
const say = line => console.error(line);
const engine = await ensureDocker({ log: say });
const whyNot = engine.available ? false : engine.why;

describe("administrators' scripts", { skip: REQUIRED ? false : whyNot }, () => {
  const volume = `perijove-test-scripts-${randomBytes(3).toString('hex')}`;
  let image = '';

  const docker = async (...args) => {
    const { code, output } = await run('docker', args, process.env);
    assert.equal(code, 0, output);
    return output;
  };

  /** Changes the volume as root, like an administrator or a lab that runs as root. */
  const fill = script =>
    docker(
      'run',
      '--rm',
      '--user=0:0',
      `--volume=${volume}:/v`,
      '--entrypoint=/bin/bash',
      image,
      '-ec',
      `cd /v; rm -rf ..?* .[!.]* *; chown 0:0 .; chmod 755 .; ${script}`,
    );

  /** The log of a lab that starts with this folder of scripts, mounted read-only or not. */
  const start = (folder, mode = 'ro') =>
    docker(
      'run',
      '--rm',
      '--cap-drop=ALL',
      `--volume=${volume}:/mnt/scripts:${mode}`,
      `--volume=${join(ROOT, 'images', 'lab', 'platform-start.sh')}:/start.sh:ro`,
      `--env=JUPYTERLAB_AUX_SCRIPTS_PATH=${folder}`,
      '--entrypoint=/bin/bash',
      image,
      '-c',
      'source /start.sh; echo the lab begins',
    );

  const good = "install -m 755 /dev/stdin ok.d/10-hello.sh <<<'echo hello from $0'";

  before(async () => {
    assert.equal(whyNot, false, String(whyNot));
    image = (await buildImages({ only: ['tiny'], localBase: true, log: say })).tiny;
  });
  after(() => run('docker', ['volume', 'rm', '--force', volume], process.env));

  it('run from a read-only mount', async () => {
    await fill(`install -d -m 755 ok.d; ${good}; install -m 644 /dev/stdin ok.d/20.sh <<<'exit 7'`);
    const log = await start('/mnt/scripts/ok.d');
    assert.match(log, /hello from \/mnt\/scripts\/ok\.d\/10-hello\.sh/);
    assert.match(log, /20\.sh failed with status 7/);
    assert.match(log, /the lab begins/);
  });

  it('do not run from a volume that labs can write to, whatever their owner', async () => {
    await fill(`install -d -m 755 ok.d; ${good}`);
    const log = await start('/mnt/scripts/ok.d', 'rw');
    assert.match(log, /are not run: labs can write to \/mnt\/scripts;/);
    assert.doesNotMatch(log, /hello/);
    assert.match(log, /the lab begins/);
  });

  for (const [what, mess, why, folder = '/mnt/scripts/ok.d'] of [
    ['a link in place of the folder', 'ln -s /etc/cron.daily ok.d', 'ok.d is a link'],
    [
      'a link above the folder',
      `install -d -m 755 real/ok.d; ln -s real sub`,
      'sub is a link',
      '/mnt/scripts/sub/ok.d',
    ],
    [
      'a folder that others can write to',
      `install -d -m 775 ok.d; ${good}`,
      'written by others than root',
    ],
    [
      'a folder above it that others can write to',
      `chmod 1777 .; install -d -m 755 ok.d; ${good}`,
      '/mnt/scripts can be written by others than root',
    ],
    [
      'a folder of another user',
      `install -d -m 755 ok.d; ${good}; chown 1000 ok.d`,
      'ok.d does not belong to root',
    ],
    [
      'a roundabout path',
      `install -d -m 755 ok.d; ${good}`,
      'plain absolute path',
      '/mnt/../mnt/scripts/ok.d',
    ],
  ]) {
    it(`do not run behind ${what}`, async () => {
      await fill(mess);
      const log = await start(folder);
      assert.ok(log.includes('are not run: ') && log.includes(why), log);
      assert.doesNotMatch(log, /perijove: running|hello/);
      assert.match(log, /the lab begins/);
    });
  }

  for (const [what, mess, why] of [
    ['a link', 'ln -s /usr/bin/id ok.d/30.sh', 'is a link'],
    ['a second name of a file', 'ln ok.d/10-hello.sh ok.d/30.sh', 'has a second name'],
    ['a file of another user', 'install -o 1000 -m 755 /dev/null ok.d/30.sh', 'belong to root'],
    ['a file that others can write', 'install -m 757 /dev/null ok.d/30.sh', 'written by others'],
    ['a pipe', 'mkfifo ok.d/30.sh', 'is no regular'],
  ]) {
    it(`leave out ${what}, and run the others`, async () => {
      await fill(
        `install -d -m 755 ok.d; ${good}; install -m 755 /dev/stdin ok.d/40.sh <<<'echo forty'; ${mess}`,
      );
      const log = await start('/mnt/scripts/ok.d');
      assert.ok(
        log.split('\n').some(line => line.includes('30.sh is not run') && line.includes(why)),
        log,
      );
      assert.match(log, /forty/);
    });
  }
});
