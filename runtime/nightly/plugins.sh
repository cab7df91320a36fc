#!/usr/bin/env bash
# Writes a project of each family with `mcpctl plugin new`, has Maven build and test each against the SDK of this build, and installs
# all of them in a daemon. Nothing of it gets into your Maven repository: the SDK is put into one of its own, which links to the rest.
# usage: bash runtime/nightly/plugins.sh [family...]     needs a build: ./mvnw -B package -DskipTests
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
families=("$@")
[ $# -gt 0 ] || families=(stage proxymodel secretbackend orchestrator llm)
work=$(mktemp -d)
export MCPCTL_HOME=$work/home
mcpctl() { "$root/mcpctl" "$@"; }
trap 'mcpctl down >/dev/null 2>&1 || true; rm -rf "$work"' EXIT

downloads=${MAVEN_REPOSITORY:-$HOME/.m2/repository}
mkdir -p "$work/m2/io"
find "$downloads" -mindepth 1 -maxdepth 1 ! -name io -exec ln -s -t "$work/m2" {} +
[ ! -d "$downloads/io" ] || find "$downloads/io" -mindepth 1 -maxdepth 1 ! -name mcpctl -exec ln -s -t "$work/m2/io" {} +
export MAVEN_OPTS="${MAVEN_OPTS:-} -Dmaven.repo.local=$work/m2"

failed=0 passed=0
for family in "${families[@]}"; do
  begin=$(date +%s)
  if (cd "$work" && mcpctl plugin new "$family" "my-$family" >/dev/null 2>&1 && cd "my-$family" && ./mvnw -B -ntp verify >build.log 2>&1); then
    echo "$family: built and tested in $(($(date +%s) - begin)) s; $(grep -o 'Tests run: .*' "$work/my-$family/build.log" | tail -1)"
    passed=$((passed + 1))
  else
    echo "$family: failed"
    grep -E '^\[ERROR\]' "$work/my-$family/build.log" | head -20 || true
    failed=$((failed + 1))
  fi
done

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
mcpctl up --port "$port" >/dev/null
for family in "${families[@]}"; do
  jar=$work/my-$family/target/my$family-1.0.0.jar
  [ -f "$jar" ] || continue
  if said=$(mcpctl plugin install "$jar" 2>&1) && [[ $said == *", active)"* ]]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
  fi
  echo "$said"
done
mcpctl plugin list
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
