#!/bin/sh
# Plug-ins exchanged under load: prints tables and fails when a target is missed. Options: swap.sh --help
set -u
root=$(cd "${0%/*}/../.." && pwd) || exit 1
. "$root/cnf/find-jdk.sh"
find_jdk 21 || exit 1
jar=$root/runtime/benchmarks/gateway/target/gateway-benchmark.jar
testing=$root/cnf/testing/target/io.mcpctl.testing-0.1.0.jar
if [ ! -f "$jar" ] || [ ! -f "$testing" ] || [ ! -d "$root/runtime/target/standalone/bundles" ]; then
  (cd "$root" && ./mvnw -q -B package -DskipTests) >&2 || exit 1
fi
exec "$JDK_HOME/bin/java" -XX:+UseSerialGC -XX:-UsePerfData -Xmx2g -Droot="$root" \
  -cp "$jar:$testing" io.mcpctl.benchmarks.gateway.Main swap "$@"
