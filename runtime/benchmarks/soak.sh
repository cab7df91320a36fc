#!/bin/sh
# Hours of mixed load at a low constant rate: one line a minute, then a verdict. Options: soak.sh --help
set -u
root=$(cd "${0%/*}/../.." && pwd) || exit 1
. "$root/cnf/find-jdk.sh"
find_jdk 21 || exit 1
export JDK_HOME
exec python3 -u "$root/runtime/benchmarks/soak" "$@"
