import type { HostMount } from '../../engine/port.js';

/** Built-in groups that give a lab power over the host. Only administrators fill them. */
export const DOCKER_SOCKET_GROUP = 'docker-sock';
export const PRIVILEGED_GROUP = 'docker-privileged';

const DOCKER_SOCKET = '/var/run/docker.sock';

/** What a person's groups allow their labs beyond the ordinary. */
export interface Grants {
  readonly hostMounts: readonly HostMount[];
  readonly privileged: boolean;
}

/** The only place that turns groups into power over the host. */
export const grantsOf = (groups: readonly string[]): Grants => ({
  hostMounts: groups.includes(DOCKER_SOCKET_GROUP)
    ? [{ source: DOCKER_SOCKET, target: DOCKER_SOCKET }]
    : [],
  privileged: groups.includes(PRIVILEGED_GROUP),
});
