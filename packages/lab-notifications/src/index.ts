import { centrePlugin } from './centre-plugin';
import { commandsPlugin } from './commands-plugin';
import { toastsPlugin } from './toasts-plugin';

// JupyterLab takes an extension's plugins from the default export.
export default [toastsPlugin, centrePlugin, commandsPlugin];
