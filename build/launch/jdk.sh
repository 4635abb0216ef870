# shellcheck shell=sh
# Finds the JVM to run on: sets $java and $java_release, or ends with what to install.

java_wanted=25

# Reads the release number of the JDK folder $1 into $java_release, without starting a JVM where it can.
java_release_of() {
  java_release=
  if [ -r "$1/release" ]; then
    while IFS= read -r line; do
      case $line in JAVA_VERSION=*) java_release=${line#JAVA_VERSION=} ;; esac
    done <"$1/release"
  elif [ -x "$1/bin/java" ]; then
    java_release=$("$1/bin/java" -version 2>&1 | sed -n 's/.* version \("[^"]*"\).*/\1/p' | head -n 1)
  fi
  java_release=${java_release#\"}
  java_release=${java_release%%[!0-9]*}
  [ -n "$java_release" ]
}

# True when the JDK folder $1 is new enough; $java_home is then that folder.
java_fits() {
  [ -x "$1/bin/java" ] && java_release_of "$1" && [ "$java_release" -ge $java_wanted ] || return 1
  java_home=$1
}

java_on_path() {
  found=$(command -v java 2>/dev/null) || return 1
  java_fits "$(dirname "$(home_of "$found")")"
}

# The folders that installers use: Debian, Fedora, Oracle, macOS, SDKMAN, asdf, mise, IDEA, Homebrew, hand-made.
# Exactly the wanted release goes before a newer one.
java_in_usual_folders() {
  newer=
  for candidate in \
    /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/java/* /opt/*jdk* /usr/local/*jdk* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME:-/}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME:-/}"/.sdkman/candidates/java/* "${HOME:-/}"/.asdf/installs/java/* \
    "${HOME:-/}"/.local/share/mise/installs/java/* "${HOME:-/}"/.jdks/* \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /home/linuxbrew/.linuxbrew/opt/openjdk*/libexec; do
    java_fits "$candidate" || continue
    [ "$java_release" -eq $java_wanted ] && return 0
    newer=${newer:-$candidate}
  done
  [ -n "$newer" ] && java_fits "$newer"
}

java_named_by_user() {
  named=${FAIRLEAD_JAVA%/}
  case $named in */bin/java) named=$(dirname "$(home_of "$named")") ;; esac
  java_fits "$named" || fail 2 \
    "FAIRLEAD_JAVA=$FAIRLEAD_JAVA is not a JDK of release $java_wanted or newer." \
    "Point it at such a JDK's folder, or unset it to let Fairlead search."
}

find_jdk() {
  if [ -n "${FAIRLEAD_JAVA:-}" ]; then
    java_named_by_user
  else
    { [ -n "${JAVA_HOME:-}" ] && java_fits "$JAVA_HOME"; } || java_on_path || java_in_usual_folders || fail 2 \
      "no JDK of release $java_wanted or newer was found (looked in JAVA_HOME, PATH and the usual folders)." \
      "Install one, for example:" \
      "  Debian, Ubuntu  apt install temurin-25-jdk   (packages.adoptium.net), or openjdk-25-jdk" \
      "  Fedora          dnf install java-25-openjdk-devel" \
      "  macOS           brew install openjdk@25" \
      "  anywhere        sdk install java 25-tem      (sdkman.io)" \
      "or set FAIRLEAD_JAVA to the folder of one that is already here."
  fi
  java=$java_home/bin/java
}
