import { faviconPlugin } from './favicon-plugin';
import { logoPlugin } from './logo-plugin';
import { sourcePlugin } from './source-plugin';
import { stagePlugin } from './stage-plugin';
import { splashPlugin } from './splash-plugin';
import { titlePlugin } from './title-plugin';

// JupyterLab takes an extension's plugins from the default export.
export default [sourcePlugin, logoPlugin, splashPlugin, faviconPlugin, titlePlugin, stagePlugin];
