import type { z } from 'zod';
import type { settings, SettingName } from './settings.js';

/** Every setting with its parsed value. */
export type Config = { readonly [N in SettingName]: z.output<(typeof settings)[N]['schema']> };
