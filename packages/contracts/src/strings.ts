import { common } from './strings/common.js';
import { engine } from './strings/engine.js';
import { gpu } from './strings/gpu.js';
import { groups } from './strings/groups.js';
import { inputs } from './strings/inputs.js';
import { notifications } from './strings/notifications.js';
import { platform } from './strings/platform.js';
import { problems } from './strings/problems.js';
import { servers } from './strings/servers.js';
import { sessions } from './strings/sessions.js';
import { settings } from './strings/settings.js';
import { users } from './strings/users.js';
import { volumes } from './strings/volumes.js';

/**
 * Every sentence that the server says to people: answers of its interface, the phases of a start,
 * why a server stopped, messages of the platform. A part of the catalogue of the pages, which show
 * them. What only an operator reads, in logs and on the terminal, stands where it is said.
 */
export const strings = {
  common,
  engine,
  gpu,
  groups,
  inputs,
  notifications,
  platform,
  problems,
  servers,
  sessions,
  settings,
  users,
  volumes,
} as const;
