import type { Answered } from '../../src/outgoing/exchange.js';
import type { HubApi, HubCall } from '../../src/outgoing/hub-api.js';

/** An answer of the hub; a text stands for itself, all else is JSON. */
export const answered = (status: number, body: unknown): Answered => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return {
    status,
    ok: status >= 200 && status < 300,
    headers: {},
    body: Buffer.from(text),
    json: () => JSON.parse(text) as unknown,
  };
};

/** A way to a hub that answers as told, and notes what it was asked. */
export const fakeHubApi = (
  answer: (call: HubCall) => Answered,
): HubApi & { readonly asked: readonly (HubCall & { readonly token?: string })[] } => {
  const asked: (HubCall & { token?: string })[] = [];
  const hear = async (call: HubCall, token?: string): Promise<Answered> => {
    asked.push({ ...call, ...(token === undefined ? {} : { token }) });
    return Promise.resolve(answer(call));
  };
  return {
    asked,
    asService: call => hear(call),
    asBearer: (token, call) => hear(call, token),
    exchangeCode: form => hear({ method: 'POST', path: '/oauth2/token', body: form }),
  };
};
