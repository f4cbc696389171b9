import {
  ExtendRequest,
  LogsQuery,
  ReportedAuditEvents,
  ServerName,
  SpawnRequest,
  StopQuery,
  UserName,
  type FullDisk,
  type SpawnLine,
} from '@perijove/contracts';
import { z } from 'zod';
import express, { type Express, type Request, type RequestHandler } from 'express';
import type { AuditService } from '../features/audit/service.js';
import type { ServerService } from '../features/servers/service.js';
import type { SessionService } from '../features/sessions/service.js';
import { errorHandler } from '../http/error-handler.js';
import { renderDeep } from '../lib/catalog.js';
import { AppError } from '../lib/errors.js';
import { text, type Message, type Unrendered } from '../lib/text.js';
import { sameSecret } from '../lib/ids.js';
import type { Logger } from '../lib/logger.js';
import { streamLines } from './stream.js';

const AccountNews = z.object({ name: UserName });

/** An environment can be large, but not this large. */
const BODY_LIMIT = '1mb';

/**
 * The interface between JupyterHub's spawner and us, on a socket or port that no proxy leads to.
 * Who knows the secret can act for every user.
 */
export const createInternalApp = (deps: {
  readonly spawner: ServerService['spawner'];
  readonly logs: ServerService['logs'];
  readonly sessions: Pick<SessionService, 'view' | 'extend'>;
  readonly events: Pick<AuditService, 'report'>;
  /** The hub says that an account came, went or changed. */
  readonly onAccount: (name: string) => Promise<void>;
  /** The hub has changes of access to report: time to ask for them. */
  readonly onAccess: () => void;
  /** Disks that are full now. */
  readonly fullDisks: () => readonly FullDisk[];
  readonly token: string;
  /** The language of that user, or of the request that the hub passes on. */
  readonly languageOf: (user: string, request: Pick<Request, 'headers'>) => string;
  readonly log: Logger;
}): Express => {
  const { spawner, logs, sessions, events, onAccount, onAccess, fullDisks, token, log } = deps;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');

  const admit: RequestHandler = (request, _response, next) => {
    const [scheme, given] = (request.headers.authorization ?? '').split(' ');
    if (scheme?.toLowerCase() !== 'bearer' || !sameSecret(given ?? '', token)) {
      throw new AppError('unauthenticated', text('platform.internal.wrongSecret'));
    }
    next();
  };
  app.use(admit);

  const path = '/internal/v1/servers/:user{/:server}';
  const reader = express.json({ limit: BODY_LIMIT });

  app.post(path, reader, async (request, response) => {
    const { user, server } = keyFrom(request);
    const body = SpawnRequest.safeParse(request.body);
    if (!body.success) {
      throw new AppError('invalid_input', text('platform.internal.badStart'), {
        // Paths only: the values of an environment are nobody's business.
        details: { issues: body.error.issues.map(issue => issue.path.join('.')) },
      });
    }
    const lines: AsyncGenerator<Unrendered<SpawnLine>, void, void> = spawner.spawn(
      user,
      server,
      body.data,
    );
    await streamLines(lines, response, deps.languageOf(user, request));
  });

  app.get(path, (request, response) => {
    const { user, server } = keyFrom(request);
    const state = spawner.state(user, server);
    if (state === null)
      throw new AppError('server_not_found', text('platform.internal.neverStarted'));
    response.json(renderDeep(state, deps.languageOf(user, request)));
  });

  app.delete(path, async (request, response) => {
    const { user, server } = keyFrom(request);
    const query = StopQuery.safeParse(request.query);
    if (!query.success) throw new AppError('invalid_input', text('platform.internal.badName'));
    if (query.data.forever === 'true') await spawner.deleteForever(user, server);
    else await spawner.stop(user, server, whyStopped(query.data));
    response.json({ state: 'stopped' });
  });

  // For the hub's own pages: what a server that starts, or did not start, has said.
  app.get('/internal/v1/logs/:user{/:server}', async (request, response) => {
    const { user, server } = keyFrom(request);
    const query = LogsQuery.safeParse(request.query);
    if (!query.success) throw new AppError('invalid_input', text('platform.internal.badTail'));
    response.json({ lines: await logs(user, server, query.data.tail) });
  });

  // The hub asks for programs in a lab: it has checked that the token is that server's own.
  const session = '/internal/v1/sessions/:user{/:server}';

  app.get(session, (request, response) => {
    const { user, server } = keyFrom(request);
    response.json(sessions.view(user, server, { canExtend: true }));
  });

  app.post(session, reader, (request, response) => {
    const { user, server } = keyFrom(request);
    const body = ExtendRequest.omit({ beyondAllowance: true }).safeParse(request.body);
    if (!body.success) {
      throw new AppError('invalid_input', text('platform.internal.badHours'));
    }
    response.json(sessions.extend(user, server, body.data.hours, { actor: user, fromLab: true }));
  });

  // For the hub's own pages of administrators.
  app.get('/internal/v1/disks', (_request, response) => {
    response.json({ fullDisks: fullDisks() });
  });

  app.post('/internal/v1/events', reader, (request, response) => {
    const body = ReportedAuditEvents.safeParse(request.body);
    if (!body.success) {
      throw new AppError('invalid_input', text('platform.internal.badReport'), {
        details: { issues: body.error.issues.map(issue => issue.path.join('.')) },
      });
    }
    events.report(body.data);
    response.json({ taken: body.data.events.length });
  });

  app.post('/internal/v1/accounts/changed', reader, async (request, response) => {
    const body = AccountNews.safeParse(request.body);
    if (!body.success) throw new AppError('invalid_input', text('platform.internal.badNews'));
    await onAccount(body.data.name);
    response.json({});
  });

  app.post('/internal/v1/access/changed', (_request, response) => {
    onAccess();
    response.json({});
  });

  app.use(() => {
    throw new AppError('not_found', text('platform.internal.noAddress'));
  });
  app.use(errorHandler(log, request => deps.languageOf('', request)));
  return app;
};

/** For the page of a server that JupyterHub was asked to stop by one of its own doors. */
const whyStopped = ({ by, kind }: StopQuery): Message | null => {
  if (by === undefined) return null;
  return kind === 'service'
    ? text('servers.ended.stoppedByService', { name: by })
    : text('servers.ended.stoppedBy', { actor: by });
};

/** The names in the address, held to the same rules as everywhere. */
const keyFrom = (request: Request): { user: string; server: string } => {
  const user = UserName.safeParse(request.params.user);
  const server = ServerName.safeParse(request.params.server ?? '');
  if (!user.success || !server.success) {
    throw new AppError('invalid_input', text('platform.internal.badName'));
  }
  return { user: user.data, server: server.data };
};
