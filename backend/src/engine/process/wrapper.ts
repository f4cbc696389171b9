import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import type { LabFiles } from './layout.js';
import type { Launch } from './translate.js';

/**
 * Runs in front of every lab. It writes down who it is before the lab begins, so that a lab
 * is found again even if the backend died in the same instant; the hard link lets only one
 * of two rivals through. It outlives the signals meant for the lab to write down its exit.
 */
const WRAPPER = `
trap : TERM INT HUP
lab=$1; shift
if [ -r /proc/$$/stat ]; then read -r self < /proc/$$/stat; else self="$$ ps $(ps -o lstart= -p $$)"; fi
printf '%s\\n' "$self" > "$lab/pid.$$" && ln "$lab/pid.$$" "$lab/pid" 2>/dev/null
won=$?
rm -f "$lab/pid.$$"
[ $won -eq 0 ] || exit 125
"$@"
code=$?
printf '%s\\n' "$code" > "$lab/exit.$$" && mv "$lab/exit.$$" "$lab/exit"
exit $code
`;

/**
 * Starts a lab in a session of its own, so that it lives on when the backend ends.
 * @param onEnd - called when it ends while this backend still lives
 */
export const launchDetached = (launch: Launch, files: LabFiles, onEnd: () => void): void => {
  const log = openSync(files.log, 'a', 0o600);
  try {
    const child = spawn(
      '/bin/sh',
      ['-c', WRAPPER, 'perijove-lab', files.directory, ...launch.command],
      {
        cwd: launch.workingDir ?? launch.home,
        env: launch.env,
        detached: true,
        stdio: ['ignore', log, log],
      },
    );
    // `close` follows every failure to spawn as well; what is true shows in the files.
    child.on('error', onEnd);
    child.on('exit', onEnd);
    child.unref();
  } finally {
    closeSync(log);
  }
};
