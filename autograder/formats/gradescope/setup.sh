#!/usr/bin/env bash
# Run once, when the autograder's image is made: a Python of its own for the engine, as it graded
# where this autograder was built.
set -euo pipefail
source_folder="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"

usable() {
  "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
  local name
  for name in "${PYTHON:-python3}" python3.13 python3.12 python3.11 python3; do
    if usable "$name"; then
      command -v "$name"
      return
    fi
  done
  return 1
}

if ! python="$(find_python)"; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update
  for version in 3.13 3.12 3.11; do
    if apt-get install -y --no-install-recommends "python$version" "python$version-venv"; then
      break
    fi
  done
  if ! python="$(find_python)"; then
    echo "setup.sh: Python 3.11 or newer is needed, and apt has none: choose a newer base image" >&2
    exit 1
  fi
fi
# What shuts student code in calls libseccomp by its name.
if ! ldconfig -p 2>/dev/null | grep -q libseccomp.so.2; then
  apt-get update
  apt-get install -y --no-install-recommends libseccomp2
fi

"$python" -m venv "$source_folder/venv"
pip="$source_folder/venv/bin/python -m pip install --quiet --disable-pip-version-check"
wheel=("$source_folder"/engine/*.whl)
$pip @INDEX@ -c "$source_folder/constraints.txt" "${wheel[0]}@EXTRAS@"
if [ -f "$source_folder/course/requirements.txt" ]; then
  $pip -c "$source_folder/constraints.txt" -r "$source_folder/course/requirements.txt"
fi
chmod -R go-rwx "$source_folder/course"
"$source_folder/venv/bin/autograder" doctor --course "$source_folder/course" || true
