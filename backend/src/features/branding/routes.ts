import type { Handlers } from '../handler.js';
import type { BrandingService } from './service.js';

export const createBrandingRoutes = (deps: {
  readonly branding: BrandingService;
}): Handlers<'getBranding'> => ({ getBranding: () => deps.branding.view() });
