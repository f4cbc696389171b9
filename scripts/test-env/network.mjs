import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './apt.mjs';

/**
 * Prevents Chromium from cancelling requests while containers come and go. It does so whenever an
 * address of this machine changes (`ERR_NETWORK_CHANGED`), and every container adds one: the
 * IPv6 address of its host interface. New interfaces get none from here on;
 * those that exist keep theirs.
 */
export async function keepBrowsersConnected() {
  try {
    writeFileSync('/proc/sys/net/ipv6/conf/default/disable_ipv6', '1');
  } catch {
    // Not root, or no IPv6: nothing to do about it, or no need to.
  }
}

/**
 * Runs browser tests in parallel. Their networks are removed after all have ended,
 * because removing an address disturbs the browsers of the others.
 *
 * @param {(env: Record<string, string>) => Promise<any>} work
 */
export async function removingNetworksLater(work) {
  const folder = mkdtempSync(join(tmpdir(), 'perijove-networks-'));
  const file = join(folder, 'names');
  try {
    return await work({ PERIJOVE_TEST_NETWORKS: file });
  } finally {
    const names = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
    if (names.length > 0) await run('docker', ['network', 'rm', ...names]);
    rmSync(folder, { recursive: true, force: true });
  }
}
