import type { Handlers } from '../handler.js';
import type { SettingsService } from './service.js';

export const createSettingsRoutes = (deps: {
  readonly settings: SettingsService;
}): Handlers<'getSettings'> => ({ getSettings: () => deps.settings.view() });
