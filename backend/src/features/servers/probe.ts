import { request } from 'node:http';

/** Says whether anything answers HTTP there, whatever it answers. Never throws. */
export type Probe = (url: string, signal: AbortSignal) => Promise<boolean>;

const ANSWER_MS = 2000;

/** Asks over a fresh connection each time: a lab that just began may drop early ones. */
export const httpProbe: Probe = (url, signal) =>
  new Promise(resolve => {
    const call = request(url, { signal, agent: false, timeout: ANSWER_MS }, response => {
      response.destroy();
      resolve(true);
    });
    call.on('timeout', () => call.destroy());
    call.on('error', () => resolve(false));
    call.on('close', () => resolve(false));
    call.end();
  });
