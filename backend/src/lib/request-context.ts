import type { AuditAction } from '@perijove/contracts';
import { AsyncLocalStorage } from 'node:async_hooks';

/** Who sent the request that is being served, and from where. */
export interface RequestContext {
  /** Null for a request without a token. */
  readonly actor: string | null;
  readonly actorKind: 'user' | 'service';
  /** The sender's IP address as far as our own proxies tell; null when it is unknown. */
  readonly address: string | null;
  /** The host that the browser asked for, without a port. */
  readonly host: string;
  /** Whether the browser speaks TLS to the outermost proxy. */
  readonly secure: boolean;
  /** What the audit log recorded of the request so far. */
  readonly recorded: Set<AuditAction>;
}

/**
 * Keeps the context of a request while it is served, so that the audit log can name it and no
 * service has to pass it on.
 */
export class RequestContexts {
  private readonly storage = new AsyncLocalStorage<RequestContext>();

  run<T>(context: RequestContext, work: () => T): T {
    return this.storage.run(context, work);
  }

  /** The context of the request that is being served; null for work that no request asked for. */
  current(): RequestContext | null {
    return this.storage.getStore() ?? null;
  }
}
