#!/bin/bash
# What a Perijove lab does before JupyterLab starts. Sourced by the Jupyter stacks' start.sh
# (as one of its before-notebook.d scripts) and by perijove-lab; so it must not exit.

# The directory that JupyterLab opens, unless the hub chose one.
if [[ -n "${DOCKER_NOTEBOOK_DIR:-}" && -z "${JUPYTERHUB_ROOT_DIR:-}" ]]; then
  if [[ -d "${DOCKER_NOTEBOOK_DIR}" ]]; then
    export JUPYTERHUB_ROOT_DIR="${DOCKER_NOTEBOOK_DIR}"
  else
    echo "perijove: DOCKER_NOTEBOOK_DIR ${DOCKER_NOTEBOOK_DIR} does not exist; the lab opens in ${HOME}."
  fi
fi

# Startup scripts of the administrator. Run only scripts that no lab can have written: in the image, or
# on a read-only mount. On a volume that labs can write to, neither owner nor mode say who
# wrote a file: a lab that runs as root creates files of root, and links to any of them.

# The mount of a path without links: "/" and "rw", or "/opt/scripts" and "ro".
_perijove_mount_of() {
  local path="$1" point options best= kind=
  while read -r _ _ _ _ point options _; do
    printf -v point '%b' "${point}"
    if [[ "${point}" == / || "${path}/" == "${point}/"* ]] && ((${#point} >= ${#best})); then
      best="${point}" kind="${options%%,*}"
    fi
  done </proc/self/mountinfo
  printf '%s %s\n' "${kind:-rw}" "${best:-?}"
}

# Why a script must not run, or nothing. Checks the path itself and never follows links.
_perijove_objection() {
  local facts owner mode links kind
  facts=$(LC_ALL=C stat -c '%u %a %h %F' -- "$1" 2>/dev/null) || facts='? 0 0 ?'
  read -r owner mode links kind <<<"${facts}"
  if [[ "${kind}" == 'symbolic link' ]]; then echo "$1 is a link"
  elif [[ "${kind}" != "$2"* ]]; then echo "$1 is no $2"
  elif [[ "${owner}" != 0 ]]; then echo "$1 does not belong to root"
  elif (((8#${mode} & 8#22) != 0)); then echo "$1 can be written by others than root"
  elif [[ "$2" == 'regular' && "${links}" != 1 ]]; then echo "$1 has a second name elsewhere"
  fi
}

# The same for a folder and its parents.
_perijove_folder_objection() {
  local folder="$1" part above= why kind point
  if [[ "${folder}" != /* || "${folder}/" == *//* || "${folder}/" == */./* || "${folder}/" == */../* ]]
  then
    echo "it is not written as a plain absolute path"
    return
  fi
  local -a parts
  IFS=/ read -r -a parts <<<"${folder#/}"
  for part in "${parts[@]}"; do
    above+="/${part}"
    why=$(_perijove_objection "${above}" directory)
    if [[ -n "${why}" ]]; then
      echo "${why}"
      return
    fi
  done
  read -r kind point < <(_perijove_mount_of "${folder}")
  if [[ "${point}" != / && "${kind}" != ro ]]; then
    echo "labs can write to ${point}; see \"Scripts that every lab runs\" in Perijove's guide"
  fi
}

_perijove_run_scripts() {
  local folder="${JUPYTERLAB_AUX_SCRIPTS_PATH:-}" script why
  folder="${folder%/}"
  [[ -n "${folder}" && ( -e "${folder}" || -L "${folder}" ) ]] || return 0
  why=$(_perijove_folder_objection "${folder}")
  if [[ -n "${why}" ]]; then
    echo "perijove: the scripts in ${folder} are not run: ${why}."
    return 0
  fi
  for script in "${folder}"/*; do
    [[ -e "${script}" || -L "${script}" ]] || continue
    [[ -d "${script}" && ! -L "${script}" ]] && continue
    why=$(_perijove_objection "${script}" regular)
    if [[ -n "${why}" ]]; then
      echo "perijove: ${script} is not run: ${why}."
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
unset -f _perijove_run_scripts _perijove_folder_objection _perijove_objection _perijove_mount_of
