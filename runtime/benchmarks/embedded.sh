#!/usr/bin/env bash
# Prints how long mcpctl takes to start inside another program: a fresh JVM for each row, with JVM defaults.
# usage: embedded.sh [runs]   needs a build: ./mvnw -B package -DskipTests
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
. "$here/cnf/find-jdk.sh"
find_jdk 21
embedded=$here/runtime/embedded/target
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
class_path=$embedded/test-classes:$embedded/mcpctl-embedded-0.1.0.jar
for jar in "$here"/runtime/target/standalone/lib/*.jar "$here"/runtime/target/standalone/bundles/io.mcpctl.*.api-*.jar; do
  class_path=$class_path:$jar
done
start() { "$JDK_HOME/bin/java" ${JAVA_OPTIONS:-} -cp "$class_path" io.mcpctl.embedded.StartBench "$home" "$@" 2>/dev/null; }
echo "new home:            $(start)"
for run in $(seq 1 "${1:-5}"); do echo "existing home:       $(start)"; done
for run in $(seq 1 "${1:-5}"); do echo "with HTTP listener:  $(start http)"; done
