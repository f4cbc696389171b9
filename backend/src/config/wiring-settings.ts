import { formed, number, optionalText, parsed, text, type Setting } from './define.js';
import { parseProxies } from './networks.js';
import { deploymentName } from './parse.js';

const wiring = { group: 'wiring' };

/** How the parts of one deployment find each other and know their own. */
export const wiringSettings = {
  PERIJOVE_DEPLOYMENT_ID: formed(
    null,
    deploymentName,
    'Whose labs and volumes these are, to go on with them after `state.db` was lost; made up otherwise',
    wiring,
  ),
  PERIJOVE_DATA: text('.perijove', 'Folder of all data', wiring),
  PERIJOVE_IP: text('127.0.0.1', 'Address on which the hub listens', wiring),
  PERIJOVE_PORT: number(8000, { min: 0, max: 65_535 }, 'Port on which the hub listens', wiring),
  PERIJOVE_HUB_PORT: number(18_081, { min: 0, max: 65_535 }, "Port of the hub's own API", wiring),
  PERIJOVE_PROXY_API_PORT: number(
    18_001,
    { min: 0, max: 65_535 },
    "Port of the proxy's API",
    wiring,
  ),
  PERIJOVE_TRUSTED_PROXIES: parsed(
    '',
    parseProxies,
    "Addresses, networks or names of proxies before JupyterHub's own; their word on who asks is believed",
    wiring,
  ),
  PERIJOVE_HUB_CONNECT_URL: optionalText('URL under which labs reach the hub', wiring),
  PERIJOVE_BACKEND: optionalText('Path of the backend that the hub starts', wiring),
  PERIJOVE_TEMPLATES: optionalText(
    'Folder of the hub pages, when it is not beside the Python package',
    wiring,
  ),
  PERIJOVE_BACKEND_URL: optionalText('URL of a backend that the hub does not start itself', wiring),
  PERIJOVE_BACKEND_IP: text('127.0.0.1', 'Address on which the backend listens', wiring),
  PERIJOVE_BACKEND_PORT: number(
    18_082,
    { min: 0, max: 65_535 },
    'Port on which the backend listens',
    wiring,
  ),
  PERIJOVE_NETWORK_GATEWAY: optionalText("The host's address on the labs' network", wiring),
  PERIJOVE_INTERNAL_URL: optionalText(
    'Where the spawner finds the backend: unix:///path or http://host:port',
    wiring,
  ),
  PERIJOVE_INTERNAL_TOKEN: optionalText('Secret between spawner and backend', {
    ...wiring,
    secret: true,
  }),
  PERIJOVE_INTERNAL_TOKEN_FILE: optionalText(
    'File with the secret between spawner and backend',
    wiring,
  ),
  PERIJOVE_SERVICE_TOKEN: optionalText("The backend's token for JupyterHub", {
    ...wiring,
    secret: true,
  }),
  PERIJOVE_SERVICE_TOKEN_FILE: optionalText("File with the backend's token for JupyterHub", wiring),
  PERIJOVE_LAB_BIN: optionalText(
    'Folder of the programs that labs run when they are local processes',
    wiring,
  ),
  PERIJOVE_LABEXTENSIONS: optionalText(
    'Folder of the lab extensions that are mounted into every lab',
    wiring,
  ),
  PERIJOVE_DOCKER_HOST: optionalText(
    'Docker engine: a socket path or URL; DOCKER_HOST when empty',
    wiring,
  ),
} as const satisfies Record<string, Setting>;
