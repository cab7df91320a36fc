#!/bin/sh
# What hooks of proxy models cost a request: prints one table.
set -u
root=$(cd "${0%/*}/../.." && pwd) || exit 1
. "$root/cnf/find-jdk.sh"
find_jdk 21 || exit 1
jar=$root/runtime/benchmarks/hooks/target/hooks-benchmark.jar
distribution=$root/runtime/target/standalone
if [ ! -f "$jar" ] || [ ! -d "$distribution/bundles" ]; then
  (cd "$root" && ./mvnw -q -B package -DskipTests) >&2 || exit 1
fi
exec "$JDK_HOME/bin/java" -XX:+UseSerialGC -XX:-UsePerfData -Xmx512m \
  -cp "$jar:$distribution/bundles/*:$distribution/lib/*" io.mcpctl.proxymodels.internal.HooksBenchmark
