#!/bin/sh
# Switches to an ordinary user with access to the Docker socket, whatever its group on this host.
set -eu

# The address of JupyterHub's API derives from the prefix; both work with and without slashes.
if [ -z "${JUPYTERHUB_API_URL:-}" ] && [ -n "${PERIJOVE_HUB_CONNECT_URL:-}" ]; then
  prefix=$(printf '%s' "${JUPYTERHUB_BASE_URL:-/}" | sed -e 's,^/*,,' -e 's,/*$,,')
  export JUPYTERHUB_API_URL="${PERIJOVE_HUB_CONNECT_URL%/}/${prefix:+$prefix/}hub/api"
fi

[ "$(id -u)" = 0 ] || exec "$@"

socket=${PERIJOVE_DOCKER_HOST:-${DOCKER_HOST:-/var/run/docker.sock}}
socket=${socket#unix://}
groups=$(id -g node)
if [ -S "$socket" ]; then groups="$groups,$(stat -L -c %g "$socket")"; fi
export HOME=/home/node
exec setpriv --reuid node --regid node --groups "$groups" --inh-caps=-all -- "$@"
