import { readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';

const TICKS_PER_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** Seconds of CPU that a process has used so far, in user and kernel mode. */
export const cpuSeconds = pid => {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The program name is in parentheses and can contain spaces.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
};

/** Resident memory in megabytes of 10^6 bytes. */
export const residentMegabytes = pid => {
  const kibibytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1];
  return (Number(kibibytes) * 1024) / 1e6;
};
