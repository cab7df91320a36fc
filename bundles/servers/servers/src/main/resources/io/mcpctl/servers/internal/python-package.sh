# Runs a Python package from a private virtual environment, for machines without uvx.
# Arguments: folder of the environment, package, console script, module, then the arguments of the server.
# Everything but the server itself writes to standard error: standard output belongs to the protocol.
set -eu
venv=$1 package=$2 script=$3 module=$4
shift 4

cannot() {
  echo "the Python package \"$package\" cannot be run: $1" >&2
  exit 1
}

# An environment whose interpreter is gone, as after an upgrade of the system, is made anew.
ready() { [ -e "$venv/.complete" ] && [ -x "$venv/bin/python" ]; }

if ! ready; then
  command -v python3 >/dev/null 2>&1 ||
    cannot "neither uvx nor python3 is on the PATH of the daemon; install uv, or python3 with venv and pip, and restart the daemon"
  mkdir -p "${venv%/*}"
  (
    flock 9
    if ! ready; then
      python3 -m venv --clear "$venv" ||
        cannot "python3 makes no environment; install its venv and pip (Debian: python3-venv), or install uv and restart the daemon"
      "$venv/bin/python" -m pip install --quiet --disable-pip-version-check "$package" # says itself why not
      : > "$venv/.complete"
    fi
  ) 9> "$venv.lock" < /dev/null >&2
fi
if [ -x "$venv/bin/$script" ]; then
  exec "$venv/bin/$script" "$@"
fi
exec "$venv/bin/python" -m "$module" "$@"
