import { labAnswers } from '../../../outgoing/lab.js';

/** Says whether anything answers HTTP there, whatever it answers. Never throws. */
export type Probe = (url: string, signal: AbortSignal) => Promise<boolean>;

/** Asks over HTTP. */
export const httpProbe: Probe = (url, signal) => labAnswers(new URL(url), signal);
