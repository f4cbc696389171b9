import { API_PREFIX, texts, type TextName, type Texts, type TextSpec } from '@perijove/contracts';
import type { Response, Router } from 'express';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { z } from 'zod';
import type { RequestContexts } from '../lib/request-context.js';
import { checkAccess, type FindUser } from '../auth/access.js';
import type { LanguageOf } from '../lib/language.js';
import { text } from '../lib/text.js';
import type { BlockOf } from '../auth/address-block.js';
import type { Authenticate } from '../auth/authenticate.js';
import { requestContextOf } from './request-context.js';
import { parse } from './parse.js';
import type { Principal } from '../auth/principal.js';
import type { Charge } from './route-budgets.js';
import type { SessionSeal } from '../auth/session-cookie.js';
import type { TrustedProxies } from '../auth/trusted-proxies.js';
import { isNavigation, provenByPage } from '../auth/xsrf.js';

/** A text, at once or piece by piece; a file name makes browsers save it. */
export interface TextAnswer {
  readonly text: string | Iterable<string> | Readable;
  readonly fileName?: string;
}

type Query<N extends TextName> = Texts[N] extends { readonly query: infer S extends z.ZodType }
  ? z.output<S>
  : undefined;

/** One handler for every text endpoint of the contracts. */
export type TextHandlers = {
  readonly [N in TextName]: (call: {
    readonly query: Query<N>;
    /** Null only where access is `anyone`. */
    readonly caller: Texts[N]['access'] extends 'anyone' ? Principal | null : Principal;
    readonly language: string;
  }) => Promise<TextAnswer> | TextAnswer;
};

/** Sends piece by piece. A reader who leaves before the end is no failure of ours. */
const sendPieces = async (pieces: Readable, response: Response): Promise<void> => {
  try {
    await pipeline(pieces, response);
  } catch (error) {
    const left = (error as { readonly code?: unknown }).code === 'ERR_STREAM_PREMATURE_CLOSE';
    if (!left) throw error;
  }
};

/**
 * Mounts the endpoints that answer text. A link of ours leads the user to a table, and the browser
 * saves it; a script that wants to read it shows the page's secret, as everywhere.
 */
export const bindTexts = (
  router: Router,
  handlers: TextHandlers,
  deps: {
    readonly authenticate: Authenticate;
    readonly seal: SessionSeal;
    readonly findUser: FindUser;
    readonly requestContexts: RequestContexts;
    readonly trusted: TrustedProxies;
    readonly blockOf: BlockOf;
    readonly charge: Charge;
    readonly languageOf: LanguageOf;
  },
): void => {
  const { authenticate, seal, findUser, requestContexts, trusted } = deps;
  for (const name of Object.keys(texts) as TextName[]) {
    const { path, access, contentType, endless, query: schema }: TextSpec = texts[name];
    const handler = handlers[name] as (call: {
      query: unknown;
      caller: Principal | null;
      language: string;
    }) => Promise<TextAnswer> | TextAnswer;

    router.get(`/${API_PREFIX}${path}`, async (request, response) => {
      const found = await authenticate(request);
      const who = isNavigation(request)
        ? found
        : provenByPage(request, found, seal, access === 'anyone');
      const caller = who?.principal ?? null;
      deps.charge(name, caller, deps.blockOf(request));
      checkAccess(access, caller, {}, findUser);
      const language = deps.languageOf(request);
      const query =
        schema === undefined
          ? undefined
          : parse(schema, request.query, text('platform.requests.parts.query'), language);
      const answer = await requestContexts.run(requestContextOf(request, caller, trusted), () =>
        handler({ query, caller, language }),
      );
      const { text: body, fileName } = answer;
      response.set({ 'Content-Type': contentType, 'Cache-Control': 'no-store' });
      // A proxy in front that gathers answers before it passes them on would gather for ever.
      if (endless === true) response.setHeader('X-Accel-Buffering', 'no');
      if (fileName !== undefined) response.attachment(fileName).set('Content-Type', contentType);
      if (typeof body === 'string') response.send(body);
      else await sendPieces(body instanceof Readable ? body : Readable.from(body), response);
    });
  }
};
