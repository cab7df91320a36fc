# Sourced by mvnw and mcpctl: find_jdk MIN sets JDK_HOME and JDK_MAJOR, or explains what is missing.
# Order: MCPCTL_JAVA_HOME, JAVA_HOME, then the newest of PATH and the usual folders. Only shell built-ins: it runs at each start.

jdk_major() { # folder -> JDK_FOUND (0 when it is no JDK), read from its "release" file
  JDK_FOUND=0
  [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 0
  while IFS= read -r jdk_line; do
    case $jdk_line in JAVA_VERSION=*)
      jdk_line=${jdk_line#JAVA_VERSION=\"}; jdk_line=${jdk_line%%[!0-9]*}
      [ -n "$jdk_line" ] && JDK_FOUND=$jdk_line
      return 0 ;;
    esac
  done < "$1/release"
}

find_jdk() {
  jdk_min=$1
  for jdk_dir in "${MCPCTL_JAVA_HOME:-}" "${JAVA_HOME:-}"; do
    [ -n "$jdk_dir" ] || continue
    jdk_major "$jdk_dir"
    if [ "$JDK_FOUND" -ge "$jdk_min" ]; then JDK_HOME=$jdk_dir JDK_MAJOR=$JDK_FOUND; return 0; fi
  done
  JDK_MAJOR=0 jdk_seen=
  for jdk_dir in /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* \
      "$HOME"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    jdk_major "$jdk_dir"
    [ "$JDK_FOUND" -gt 0 ] && jdk_seen="$jdk_seen $jdk_dir($JDK_FOUND)"
    if [ "$JDK_FOUND" -gt "$JDK_MAJOR" ]; then JDK_HOME=$jdk_dir JDK_MAJOR=$JDK_FOUND; fi
  done
  if [ "$JDK_MAJOR" -lt "$jdk_min" ] && command -v java >/dev/null 2>&1; then
    jdk_dir=$(readlink -f "$(command -v java)"); jdk_dir=${jdk_dir%/bin/java}
    jdk_major "$jdk_dir"
    if [ "$JDK_FOUND" -gt "$JDK_MAJOR" ]; then JDK_HOME=$jdk_dir JDK_MAJOR=$JDK_FOUND; fi
  fi
  [ "$JDK_MAJOR" -ge "$jdk_min" ] && return 0
  cat >&2 <<TEXT
mcpctl needs a JDK of version $jdk_min or newer (25 is what it is tested on); found:${jdk_seen:- none}.
Debian 12 has no package of it. Install Eclipse Temurin 25 (adoptium.net, also as a Debian repository) or any other
OpenJDK build, or point MCPCTL_JAVA_HOME or JAVA_HOME at one.
TEXT
  return 1
}
