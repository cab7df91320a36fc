#!/bin/sh
# The gateway under load, beside no gateway and other gateways: prints one table. Options: gateway.sh --help
set -u
root=$(cd "${0%/*}/../.." && pwd) || exit 1
. "$root/cnf/find-jdk.sh"
find_jdk 21 || exit 1
jar=$root/runtime/benchmarks/gateway/target/gateway-benchmark.jar
if [ ! -f "$jar" ] || [ ! -d "$root/runtime/target/standalone/bundles" ]; then
  (cd "$root" && ./mvnw -q -B package -DskipTests) >&2 || exit 1
fi
exec "$JDK_HOME/bin/java" -XX:+UseSerialGC -XX:-UsePerfData -Xmx2g -Droot="$root" \
  -cp "$jar" io.mcpctl.benchmarks.gateway.Main "$@"
