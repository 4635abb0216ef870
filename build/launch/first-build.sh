# shellcheck shell=sh
# Builds the program when there is nothing to run; a build that exists is only ever replaced on request.

build_if_needed() {
  if [ ! -f "$dist/classpath" ] || [ -n "${FAIRLEAD_REBUILD:-}" ]; then
    build_program
  elif [ -e "$home/.git" ] && [ -n "$(newer_source)" ]; then
    say "the sources are newer than the build; FAIRLEAD_REBUILD=1 ./fairlead ... builds them first."
  fi
}

newer_source() {
  find "$home"/*/src/main "$home"/*/pom.xml "$home/pom.xml" -type f -newer "$dist/classpath" 2>/dev/null | head -n 1
}

build_program() {
  find_maven
  [ "$java_release" -eq $java_wanted ] && [ -x "$java_home/bin/javac" ] || fail 2 \
    "Fairlead is not built yet, and building it needs a JDK $java_wanted with its compiler; $java_home is not one." \
    "Install a JDK $java_wanted, or point FAIRLEAD_JAVA at one."
  mkdir -p "$home/target" 2>/dev/null && [ -w "$home/target" ] || fail 1 \
    "Fairlead is not built yet, and $home cannot be written to." \
    "Build it as a user who may write there, then start it again: mvn -DskipTests package"
  build_lock=$home/target/build.lock
  take_build_lock
  trap 'rm -rf "$build_lock"' EXIT
  # Somebody else may have finished the build while this one waited for the lock.
  if [ ! -f "$dist/classpath" ] || [ -n "${FAIRLEAD_REBUILD:-}" ]; then run_maven; fi
  trap - EXIT
  rm -rf "$build_lock"
}

find_maven() {
  for mvn in "$(command -v mvn 2>/dev/null)" "${MAVEN_HOME:-/none}/bin/mvn" "${M2_HOME:-/none}/bin/mvn"; do
    [ -x "$mvn" ] && return 0
  done
  fail 2 \
    "Fairlead is not built yet, and building it needs Maven 3.8 or newer." \
    "Install it (apt install maven, dnf install maven, brew install maven, sdk install maven), then start again."
}

# One build at a time; a lock whose owner is gone is nobody's.
take_build_lock() {
  until mkdir "$build_lock" 2>/dev/null; do
    owner=$(cat "$build_lock/pid" 2>/dev/null || :)
    if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then rm -rf "$build_lock"; fi
    sleep 1
  done
  echo $$ >"$build_lock/pid"
}

run_maven() {
  build_log=$home/target/build.log
  [ -t 2 ] || say "building, once (log: $build_log) ..."
  (cd "$home" && JAVA_HOME=$java_home exec "$mvn" -B -ntp -DskipTests -pl app -am package) \
    </dev/null >"$build_log" 2>&1 &
  maven=$!
  trap 'kill $maven 2>/dev/null; exit 130' INT TERM HUP
  seconds=0
  while [ -t 2 ] && kill -0 $maven 2>/dev/null; do
    printf '\r\033[Kfairlead: building, once ... %d s  %s' $seconds "$(build_step)" >&2
    seconds=$((seconds + 1))
    sleep 1
  done
  result=0
  wait $maven || result=$?
  trap - INT TERM HUP
  [ ! -t 2 ] || printf '\r\033[K' >&2
  [ $result -eq 0 ] || {
    grep '^\[ERROR\] .' "$build_log" | grep -v -e 'Help 1' -e '-e switch' -e '-X switch' -e 'possible solutions' \
      -e 'After correcting' -e '<args>' | awk '!seen[$0]++' | tail -n 20 >&2
    fail 1 "the build failed; the whole log is $build_log."
  }
}

# The module Maven is at, from its log.
build_step() {
  sed -n 's/^\[INFO\] Building Fairlead: \(.*[^ ]\) [0-9][^ ]* *\(\[.*\]\)$/\1 \2/p' "$build_log" | tail -n 1
}
