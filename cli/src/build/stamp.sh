#!/bin/sh
# stamp.sh DIST: records what was built. build-id (hash of all jars) names the class-data archive, so that no archive
# outlives its jars; commit tells the start script whether the checkout has moved on.
set -eu
dist=$1
if command -v sha256sum >/dev/null 2>&1; then sum=sha256sum
elif command -v shasum >/dev/null 2>&1; then sum='shasum -a 256'
else sum=cksum
fi
id=$(cat "$dist"/lib/*.jar | $sum); id=${id%%[!0-9a-f]*}
printf '%.16s\n' "$id" > "$dist/build-id"
git -C "$dist" rev-parse HEAD > "$dist/commit" 2>/dev/null || : > "$dist/commit"
