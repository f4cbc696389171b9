import { plugin } from './plugin';

export { ApiError } from '@perijove/contracts/client';
export { Alarm } from './alarm';
export type { LinkStatus } from './connection';
export { loadLanguage, type Language } from './language';
export { createSeenStore, type SeenStore } from './seen-store';
export type { HubLocation } from './hub-location';
export { IHubLink, type IHubState } from './tokens';

// JupyterLab takes an extension's plugins from the default export.
export default [plugin];
