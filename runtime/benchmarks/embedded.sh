#!/usr/bin/env bash
# Prints how long mcpctl takes to start inside another program: a fresh JVM for each row.
# usage: embedded.sh [runs]   needs a build: ./mvnw -B package -DskipTests
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
. "$here/cnf/find-jdk.sh"
find_jdk 21
embedded=$here/runtime/embedded/target
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
# A class archive takes jars only, no folders.
"$JDK_HOME/bin/jar" cf "$home/bench.jar" -C "$embedded/test-classes" io/mcpctl/embedded/StartBench.class
class_path=$home/bench.jar:$embedded/mcpctl-embedded-0.1.0.jar
for jar in "$here"/runtime/target/standalone/lib/*.jar "$here"/runtime/target/standalone/bundles/io.mcpctl.*.api-*.jar; do
  class_path=$class_path:$jar
done
start() {
  "$JDK_HOME/bin/java" ${JAVA_OPTIONS:-} -cp "$class_path" io.mcpctl.embedded.StartBench "$home/state" "$@" 2>/dev/null | grep '^framework'
}
mkdir "$home/state"
echo "new home:            $(start)"
for run in $(seq 1 "${1:-5}"); do echo "existing home:       $(start)"; done
for run in $(seq 1 "${1:-5}"); do echo "with HTTP listener:  $(start http)"; done
JAVA_OPTIONS="${JAVA_OPTIONS:-} -XX:+AutoCreateSharedArchive -XX:SharedArchiveFile=$home/host.jsa -Xlog:disable"
start >/dev/null
for run in $(seq 1 "${1:-5}"); do echo "with class archive:  $(start)"; done
