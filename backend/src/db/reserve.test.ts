import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDb, sizeOf } from './open.js';
import { keepReserve } from './reserve.js';

const folder = mkdtempSync(join(tmpdir(), 'perijove-reserve-'));

/** A disk of 24 MB; making one takes root. */
const mounted = (): boolean => {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};
const small = mounted();

afterAll(() => {
  if (small) execFileSync('umount', ['-l', folder]);
  rmSync(folder, { recursive: true, force: true });
});

const meta = 'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = ?';

(small ? it : it.skip)('a disk without a free byte still takes what is small', () => {
  const db = openDb(join(folder, 'small', 'state.db'), 'state');
  expect(keepReserve(db, true)).toBe(true);
  expect(() => {
    writeFileSync(join(folder, 'filler'), Buffer.alloc(24 * 1024 * 1024, 1));
  }).toThrow(/ENOSPC/);
  const put = db.prepare(meta);
  for (let number = 0; number < 3000; number += 1) put.run(`key ${number}`, 'one', 'two');
  expect(keepReserve(db, false)).toBe(true);
  db.close();
  rmSync(join(folder, 'filler'));
});

it('is taken once, and again when much of it is used', () => {
  const db = openDb(join(folder, 'other', 'state.db'), 'state');
  expect(keepReserve(db, true)).toBe(true);
  const size = sizeOf(db);
  for (let count = 0; count < 5; count += 1) expect(keepReserve(db, true)).toBe(true);
  expect(sizeOf(db)).toBeLessThan(size + 100_000);
  expect(statSync(join(folder, 'other', 'state.db-wal')).size).toBeLessThan(12 * 1024 * 1024);
  db.close();
});
