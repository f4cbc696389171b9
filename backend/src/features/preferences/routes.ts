import { text } from '../../lib/text.js';
import type { Handlers } from '../handler.js';
import type { Principal } from '../../auth/principal.js';
import { AppError } from '../../lib/errors.js';
import type { PreferencesService } from './service.js';

const userOf = ({ kind, name }: Principal): string => {
  if (kind === 'user') return name;
  throw new AppError('forbidden', text('platform.preferences.usersOnly'));
};

export const createPreferencesRoutes = (deps: {
  readonly preferences: PreferencesService;
}): Handlers<'getPreferences' | 'setPreferences'> => ({
  getPreferences: ({ caller }) => deps.preferences.of(userOf(caller)),
  setPreferences: ({ caller, body }) => deps.preferences.set(userOf(caller), body),
});
