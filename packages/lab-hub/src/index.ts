import { plugin } from './plugin';

export { ApiError } from '@perijove/contracts/client';
export { Alarm } from './alarm';
export type { LinkStatus } from './connection';
export { localeOf } from './locale';
export { createOnceMemory, type OnceMemory } from './once-memory';
export type { HubPlace } from './place';
export { IHubLink, type IHubState } from './tokens';

// JupyterLab takes an extension's plugins from the default export.
export default [plugin];
