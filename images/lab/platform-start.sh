#!/bin/bash
# What a Perijove lab does before JupyterLab starts. Sourced by the Jupyter stacks' start.sh
# (as one of its before-notebook.d scripts) and by perijove-lab; so it must not exit.

# The directory in which the lab opens, unless the hub already chose one.
if [[ -n "${DOCKER_NOTEBOOK_DIR:-}" && -z "${JUPYTERHUB_ROOT_DIR:-}" ]]; then
  if [[ -d "${DOCKER_NOTEBOOK_DIR}" ]]; then
    export JUPYTERHUB_ROOT_DIR="${DOCKER_NOTEBOOK_DIR}"
  else
    echo "perijove: DOCKER_NOTEBOOK_DIR ${DOCKER_NOTEBOOK_DIR} does not exist; the lab opens in ${HOME}."
  fi
fi

# Administrators' scripts. The folder usually lies on a volume that every lab can write to, so
# only what root owns and nobody else can change is run: otherwise one person could plant a
# script that runs in another person's lab.
_perijove_trusted() {
  local owner mode
  read -r owner mode < <(stat -L -c '%u %a' -- "$1" 2>/dev/null) || return 1
  [[ "${owner}" == 0 && $((8#${mode} & 8#22)) == 0 ]]
}

_perijove_run_scripts() {
  local folder="${JUPYTERLAB_AUX_SCRIPTS_PATH:-}" script
  [[ -n "${folder}" && -d "${folder}" ]] || return 0
  if ! _perijove_trusted "${folder}"; then
    echo "perijove: ${folder} is not run: it must belong to root and be writable by root alone."
    return 0
  fi
  for script in "${folder}"/*; do
    [[ -f "${script}" ]] || continue
    if ! _perijove_trusted "${script}"; then
      echo "perijove: ${script} is not run: it must belong to root and be writable by root alone."
    elif [[ -x "${script}" ]]; then
      echo "perijove: running ${script}"
      "${script}" </dev/null || echo "perijove: ${script} failed with status $?; the lab starts all the same."
    elif [[ "${script}" == *.sh ]]; then
      echo "perijove: running ${script}"
      bash "${script}" </dev/null || echo "perijove: ${script} failed with status $?; the lab starts all the same."
    fi
  done
}

_perijove_run_scripts
unset -f _perijove_run_scripts _perijove_trusted
