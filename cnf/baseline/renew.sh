#!/bin/sh
# Makes what is built now the released APIs; for release commits only.
set -eu
here=$(cd "${0%/*}" && pwd)
for api in problem.api jsonrpc.api plugins.api stage.api proxymodel.api secrets.api orchestrator.api; do
  jar=$(find "$here/../../bundles" -path "*/$api/target/io.mcpctl.$api-*.jar" ! -name '*-tests.jar' ! -name '*-sources.jar')
  [ -f "$jar" ] || { echo "io.mcpctl.$api is not built; run ./mvnw -B package -DskipTests" >&2; exit 1; }
  cp "$jar" "$here/io.mcpctl.$api.jar"
done
