import type { Handlers } from '../../http/handler.js';
import type { BrandingService } from './service.js';

export const createBrandingRoutes = (deps: {
  readonly branding: BrandingService;
}): Handlers<'getBranding'> => ({ getBranding: () => deps.branding.view() });
