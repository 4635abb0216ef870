# shellcheck shell=sh
# The start-up cache: classes parsed, linked and profiled ahead of time by a training run (JEP 514, 515).
#
# Its file name is a hash of the JDK, the build, the folder and the flags, so a cache is never used for anything
# else; a JVM that still dislikes it starts without it, silently. The first `serve` of a build has it made in the
# background, a while later and at the lowest priority; nothing waits for it.

aot_delay=${FAIRLEAD_AOT_DELAY:-10} # Seconds that the first start is left alone.

# Sets $aot_cache, the file that this JDK, build and set of flags would use.
find_aot_cache() {
  if [ -w "$dist" ]; then
    aot_folder=$dist/aot
  else
    aot_folder=${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/fairlead/aot
  fi
  release=$(cat "$java_home/release" 2>/dev/null || echo "$java_release")
  key=$(printf '%s\n' "$release" "$java_home" "$dist" "$flags" "$class_path" | cat - "$dist/build" | cksum)
  aot_cache=$aot_folder/${key%% *}.aot
}

# Makes the cache; everything the JVM has to say goes to a log beside it.
train_aot() {
  mkdir -p "$aot_folder" && mkdir "$aot_cache.lock" || return 1
  trap 'rm -rf "$aot_cache.lock" "$aot_cache.new" "$aot_cache.new.config"' EXIT
  trap 'exit 130' INT TERM HUP
  set -f
  # shellcheck disable=SC2086
  "$java" $flags "-XX:AOTCacheOutput=$aot_cache.new" -cp "$class_path" dev.fairlead.app.launch.Training \
    </dev/null >"$aot_folder/training.log" 2>&1 || :
  set +f
  if [ ! -s "$aot_cache.new" ]; then
    : >"$aot_cache.failed" # Not tried again for this build.
    say "no start-up cache could be made; see $aot_folder/training.log"
    return 1
  fi
  # Caches of earlier builds and other flags are of no use to anybody.
  find "$aot_folder" -name '*.aot' -exec rm -f {} + 2>/dev/null
  find "$aot_folder" -name '*.aot.failed' -exec rm -f {} + 2>/dev/null
  mv "$aot_cache.new" "$aot_cache"
}

# Has the cache made by a process of its own, which outlives this one and holds none of its files open.
train_aot_later() {
  [ -z "${FAIRLEAD_JAVA_OPTS:-}" ] && [ $$ -ne 1 ] && [ ! -e "$aot_cache.failed" ] || return 0
  mkdir -p "$aot_folder" 2>/dev/null && [ -w "$aot_folder" ] || return 0
  find "$aot_folder" -name '*.lock' -mmin +10 -exec rm -rf {} + 2>/dev/null || : # Left by a machine that went down.
  [ ! -e "$aot_cache.lock" ] || return 0
  (
    cd / && trap '' INT HUP
    { sleep "$aot_delay" && FAIRLEAD_AOT=train exec nice -n 19 "$home/fairlead"; } </dev/null >/dev/null 2>&1 &
  )
}
