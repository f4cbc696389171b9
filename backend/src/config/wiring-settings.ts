import { formed, number, optionalText, parsed, text, type Setting } from './define.js';
import { parseFrameAncestors } from './frame-ancestors.js';
import { parseHosts } from './hosts.js';
import { parseProxies } from './networks.js';
import { deploymentName } from './parse.js';

const wiring = { group: 'wiring' };

/** How the parts of one deployment find each other and know their own. */
export const wiringSettings = {
  PERIJOVE_DEPLOYMENT_ID: formed(null, deploymentName, wiring),
  PERIJOVE_DATA: text('.perijove', wiring),
  PERIJOVE_IP: text('127.0.0.1', wiring),
  PERIJOVE_PORT: number(8000, { min: 0, max: 65_535 }, wiring),
  PERIJOVE_HUB_PORT: number(18_081, { min: 0, max: 65_535 }, wiring),
  PERIJOVE_PROXY_API_PORT: number(18_001, { min: 0, max: 65_535 }, wiring),
  PERIJOVE_TRUSTED_PROXIES: parsed('', parseProxies, wiring),
  PERIJOVE_ALLOWED_HOSTS: parsed('', parseHosts, wiring),
  PERIJOVE_FRAME_ANCESTORS: parsed('', parseFrameAncestors, wiring),
  PERIJOVE_HUB_CONNECT_URL: optionalText(wiring),
  PERIJOVE_BACKEND: optionalText(wiring),
  PERIJOVE_TEMPLATES: optionalText(wiring),
  PERIJOVE_BACKEND_URL: optionalText(wiring),
  PERIJOVE_BACKEND_IP: text('127.0.0.1', wiring),
  PERIJOVE_BACKEND_PORT: number(18_082, { min: 0, max: 65_535 }, wiring),
  PERIJOVE_NETWORK_GATEWAY: optionalText(wiring),
  PERIJOVE_INTERNAL_URL: optionalText(wiring),
  PERIJOVE_INTERNAL_TOKEN: optionalText({
    ...wiring,
    secret: true,
  }),
  PERIJOVE_INTERNAL_TOKEN_FILE: optionalText(wiring),
  PERIJOVE_SERVICE_TOKEN: optionalText({
    ...wiring,
    secret: true,
  }),
  PERIJOVE_SERVICE_TOKEN_FILE: optionalText(wiring),
  PERIJOVE_LAB_BIN: optionalText(wiring),
  PERIJOVE_LABEXTENSIONS: optionalText(wiring),
  PERIJOVE_DOCKER_HOST: optionalText(wiring),
} as const satisfies Record<string, Setting>;
