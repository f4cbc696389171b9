import { text } from '../../lib/text.js';
import { Router, type Response } from 'express';
import { AppError } from '../../lib/errors.js';
import type { Asset } from './load-asset.js';
import { assetNames, type BrandingService } from './service.js';

const FOREVER = 'public, max-age=31536000, immutable';
const BRIEFLY = 'public, max-age=300';

const describe = (response: Response, asset: Asset, cacheControl: string): void => {
  response.set({
    'Content-Type': asset.type,
    'Cache-Control': cacheControl,
    ETag: `"${asset.hash}"`,
    'X-Content-Type-Options': 'nosniff',
    // An SVG opened by itself is a document: it must not run anything under our origin.
    'Content-Security-Policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'",
    // Labs may live on subdomains of their own and show the same pictures.
    'Cross-Origin-Resource-Policy': 'cross-origin',
  });
};

/** Serves the pictures to anyone, below the service prefix. */
export const createBrandingRouter = (branding: BrandingService): Router => {
  const router = Router();
  for (const name of assetNames) {
    router.get(`/branding/${name}`, (request, response) => {
      const asset = branding.asset(name);
      if (asset === null) throw new AppError('not_found', text('platform.branding.noPicture'));
      const named = request.query.v === asset.hash;
      describe(response, asset, named ? FOREVER : BRIEFLY);
      // Express compares the ETag with what the browser has and answers 304 by itself.
      response.send(asset.bytes);
    });
  }
  return router;
};
