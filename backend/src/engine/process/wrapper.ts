import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { logFile, runFile } from './runs.js';
import type { Launch } from './translate.js';

/**
 * Runs in front of every lab. It writes down who it is before the lab begins, so that a lab
 * is found again even if the backend died in the same instant; the hard link lets only one
 * of two rivals through. It outlives the signals meant for the lab to write down its exit;
 * told to stop before the lab began, it does not begin.
 */
const WRAPPER = `
told=
umask 022
trap 'told=1' TERM INT HUP
run=$1; port=$2; shift 2
if [ -r /proc/$$/stat ]; then read -r self < /proc/$$/stat; else self="$$ ps $(ps -o lstart= -p $$)"; fi
printf '%s %s\\n' "$port" "$self" > "$run.new.$$" && ln "$run.new.$$" "$run" 2>/dev/null
won=$?
rm -f "$run.new.$$"
[ $won -eq 0 ] || exit 125
if [ -z "$told" ]; then "$@"; code=$?; else code=143; fi
printf '%s\\n' "$code" > "$run.exit.$$" && mv "$run.exit.$$" "$run.exit"
exit $code
`;

/**
 * Starts a lab in a session of its own, so that it lives on when the backend ends.
 * @param onEnd - called when it ends while this backend still lives
 */
export const launchDetached = (
  launch: Launch,
  run: {
    readonly directory: string;
    readonly number: number;
    readonly port: number;
  },
  onEnd: () => void,
): void => {
  const log = openSync(logFile(run.directory, run.number), 'a', 0o600);
  try {
    const child = spawn(
      '/bin/sh',
      [
        '-c',
        WRAPPER,
        'perijove-lab',
        runFile(run.directory, run.number),
        String(run.port),
        ...launch.command,
      ],
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
