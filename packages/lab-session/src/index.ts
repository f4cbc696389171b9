import { connectionPlugin } from './connection-plugin';
import { commandsPlugin } from './commands-plugin';
import { panelPlugin } from './panel-plugin';
import { statusPlugin } from './status-plugin';
import { warningsPlugin } from './warnings-plugin';

export { ISessionStatus } from './tokens';

// JupyterLab takes an extension's plugins from the default export.
export default [statusPlugin, panelPlugin, commandsPlugin, warningsPlugin, connectionPlugin];
