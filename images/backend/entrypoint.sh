#!/bin/sh
# Becomes an ordinary user who may talk to the Docker socket, whatever group owns it on this host.
set -eu

# Where JupyterHub's API is follows from the prefix; both may carry slashes or not.
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
