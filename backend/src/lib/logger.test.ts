import { execFile } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createLogger } from './logger.js';

/** Every write to it fails as on a full disk. */
const FULL = '/dev/full';

describe('the log', () => {
  it('costs lines on a full disk, never the process and no more than a little memory', async () => {
    const fd = openSync(FULL, 'w');
    try {
      const log = createLogger('info', fd);
      const line = 'x'.repeat(1000);
      const before = process.memoryUsage().heapUsed;
      for (let count = 0; count < 20_000; count += 1) log.info(line);
      // An error that nobody hears would end the process in a later turn.
      await new Promise(resolve => setTimeout(resolve, 50));
      expect(process.memoryUsage().heapUsed - before).toBeLessThan(15 * 1024 * 1024);
    } finally {
      closeSync(fd);
    }
  });

  it('goes on when there is room again', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'perijove-log-'));
    const script = join(folder, 'script.sh');
    try {
      // A limit on the size of files stands for the disk: the same call, refused the same way.
      const main = join(__dirname, '../../lib/lib/logger.js');
      const code = `
        import { createLogger } from ${JSON.stringify(main)};
        import { ftruncateSync, openSync } from 'node:fs';
        process.on('SIGXFSZ', () => {});
        const fd = openSync(${JSON.stringify(join(folder, 'log'))}, 'a');
        const log = createLogger('info', fd);
        for (let n = 0; n < 80; n += 1) log.info('line ' + n + ' ' + 'x'.repeat(100));
        ftruncateSync(fd, 0);
        log.info('there is room');
      `;
      writeFileSync(join(folder, 'log.mjs'), code);
      writeFileSync(script, `ulimit -f 8; exec ${process.execPath} ${join(folder, 'log.mjs')}`);
      await promisify(execFile)('bash', [script]);
      const lines = readFileSync(join(folder, 'log'), 'utf8').trim().split('\n');
      expect(lines.at(-1)).toContain('there is room');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
