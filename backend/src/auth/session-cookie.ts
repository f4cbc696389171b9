import { createHmac } from 'node:crypto';
import { EncryptJWT, jwtDecrypt } from 'jose';
import { z } from 'zod';
import { newId, sameSecret } from '../lib/ids.js';

/** What the browser holds of a sign-in, encrypted: nothing of it is kept on our side. */
export interface BrowserSession {
  readonly id: string;
  readonly token: string;
  /** JupyterHub's own session id: signing out of the hub changes it and ends ours. */
  readonly hubSession: string;
}

const SessionModel = z.object({ id: z.string(), token: z.string(), hubSession: z.string() });
const FlowModel = z.object({ state: z.string(), verifier: z.string(), next: z.string() });

/** A sign-in under way between us and the hub. */
export type LoginFlow = z.infer<typeof FlowModel>;

/** Seals and opens the two cookies, and derives XSRF tokens from sessions. */
export interface SessionSeal {
  seal(session: Omit<BrowserSession, 'id'>): Promise<string>;
  open(cookie: string): Promise<BrowserSession | null>;
  sealFlow(flow: LoginFlow): Promise<string>;
  openFlow(cookie: string): Promise<LoginFlow | null>;
  xsrfTokenOf(session: BrowserSession): string;
  xsrfMatches(session: BrowserSession, given: string): boolean;
}

export const SESSION_COOKIE = 'perijove-session';
export const FLOW_COOKIE = 'perijove-login';
export const HUB_SESSION_COOKIE = 'jupyterhub-session-id';

/**
 * Part of every sealed session. A session keeps the scopes of the token that it began with; when our
 * pages come to need more, another name here makes browsers sign in anew, which asks nobody anything
 * while JupyterHub's own sign-in lasts.
 */
const SESSION_KIND = 'session-2';

/** @param key - 32 random bytes that survive restarts, or everybody signs in again */
export const createSessionSeal = (key: Uint8Array): SessionSeal => {
  const seal = (kind: string, claims: Record<string, string>, life: string): Promise<string> =>
    new EncryptJWT(claims)
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .setAudience(kind)
      .setIssuedAt()
      .setExpirationTime(life)
      .encrypt(key);

  const open = async <T>(kind: string, model: z.ZodType<T>, cookie: string): Promise<T | null> => {
    try {
      const { payload } = await jwtDecrypt(cookie, key, {
        audience: kind,
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
      });
      return model.parse(payload);
    } catch {
      return null;
    }
  };

  const xsrfTokenOf = (session: BrowserSession): string =>
    createHmac('sha256', key).update(`xsrf:${session.id}`).digest('base64url');

  return {
    seal: session => seal(SESSION_KIND, { ...session, id: newId() }, '14d'),
    open: cookie => open(SESSION_KIND, SessionModel, cookie),
    sealFlow: flow => seal('login', flow, '10m'),
    openFlow: cookie => open('login', FlowModel, cookie),
    xsrfTokenOf,
    xsrfMatches: (session, given) => sameSecret(xsrfTokenOf(session), given),
  };
};
