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

export const SESSION_COOKIE = 'perijove-session';
export const FLOW_COOKIE = 'perijove-login';
export const HUB_SESSION_COOKIE = 'jupyterhub-session-id';

/**
 * Part of every sealed session. A session keeps the scopes of the token that it began with; when our
 * pages need more, another name here makes browsers sign in again, without asking the user while
 * JupyterHub's own sign-in lasts.
 */
const SESSION_KIND = 'session-2';

/**
 * Seals and opens the two cookies, and derives XSRF tokens from sessions.
 *
 * @param key - 32 random bytes that survive restarts, or all users sign in again
 */
export class SessionSeal {
  constructor(private readonly key: Uint8Array) {}

  seal(session: Omit<BrowserSession, 'id'>): Promise<string> {
    return this.encrypt(SESSION_KIND, { ...session, id: newId() }, '14d');
  }

  open(cookie: string): Promise<BrowserSession | null> {
    return this.decrypt(SESSION_KIND, SessionModel, cookie);
  }

  sealFlow(flow: LoginFlow): Promise<string> {
    return this.encrypt('login', flow, '10m');
  }

  openFlow(cookie: string): Promise<LoginFlow | null> {
    return this.decrypt('login', FlowModel, cookie);
  }

  xsrfTokenOf(session: BrowserSession): string {
    return createHmac('sha256', this.key).update(`xsrf:${session.id}`).digest('base64url');
  }

  xsrfMatches(session: BrowserSession, given: string): boolean {
    return sameSecret(this.xsrfTokenOf(session), given);
  }

  private encrypt(kind: string, claims: Record<string, string>, life: string): Promise<string> {
    return new EncryptJWT(claims)
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .setAudience(kind)
      .setIssuedAt()
      .setExpirationTime(life)
      .encrypt(this.key);
  }

  private async decrypt<T>(kind: string, model: z.ZodType<T>, cookie: string): Promise<T | null> {
    try {
      const { payload } = await jwtDecrypt(cookie, this.key, {
        audience: kind,
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
      });
      return model.parse(payload);
    } catch {
      return null;
    }
  }
}
