# Runs a Python package from a private virtual environment, for machines without uvx.
# Arguments: folder of the environment, package, console script, module, then the arguments of the server.
# Everything but the server itself writes to standard error: standard output belongs to the protocol.
set -eu
venv=$1 package=$2 script=$3 module=$4
shift 4
mkdir -p "$venv"
if [ ! -e "$venv/.complete" ]; then
  (
    flock 9
    if [ ! -e "$venv/.complete" ]; then
      python3 -m venv "$venv"
      "$venv/bin/python" -m pip install --quiet --disable-pip-version-check "$package"
      : > "$venv/.complete"
    fi
  ) 9> "$venv/.lock" < /dev/null >&2
fi
if [ -x "$venv/bin/$script" ]; then
  exec "$venv/bin/$script" "$@"
fi
exec "$venv/bin/python" -m "$module" "$@"
