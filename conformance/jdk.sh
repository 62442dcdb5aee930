# Sets java_home to a JDK 25 or newer, for Maven too; read by ./run and ./fuzz.
java_home=
for candidate in "${INDICIA_JAVA_HOME:-}" "${JAVA_HOME:-}" /usr/lib/jvm/*; do
  [ -r "$candidate/release" ] && [ -x "$candidate/bin/javac" ] || continue
  feature=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$candidate/release")
  if [ "${feature:-0}" -ge 25 ]; then
    java_home=$candidate
    break
  fi
done
[ -n "$java_home" ] || {
  echo "conformance: no JDK 25 or newer (INDICIA_JAVA_HOME, JAVA_HOME, /usr/lib/jvm)" >&2
  exit 2
}
JAVA_HOME=$java_home
# Without these the JVM warns about Maven's own libraries, and Jansi prints escape codes.
MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED \
  -Djansi.noreset=true ${MAVEN_OPTS:-}"
export JAVA_HOME MAVEN_OPTS
