package dev.fairlead.app.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher in a folder of its own, with a JVM that prints what it was started with and ends
 * with 7.
 */
final class LauncherTest {
  private static final String ECHO_JVM =
      """
      #!/bin/sh
      for argument in "$@"; do
        echo "<$argument>"
        case $argument in
          -XX:AOTCacheOutput=*) [ -n "$TRAINING_FAILS" ] || echo cache >"${argument#*=}" ;;
        esac
      done
      exit 7
      """;

  @TempDir Path folder;
  private Path home;
  private Path jdk;

  @BeforeEach
  void install() throws IOException {
    home = folder.resolve("a home");
    for (String part :
        List.of(
            "fairlead",
            "build/launch/jdk.sh",
            "build/launch/first-build.sh",
            "build/launch/aot.sh")) {
      copy(part);
    }
    write("app/target/dist/classpath", "app.jar\nzebra.jar\nant.jar\n");
    write("app/target/dist/build", "1\n");
    jdk = jdk("jdk", "25.0.3");
  }

  @Test
  void argumentsArriveAsTheyWereAndTheExitCodeIsTheJvms() throws Exception {
    Run run = run(Map.of(), "explain", "http://a b/*", "");

    assertThat(run.exit()).isEqualTo(7);
    assertThat(run.lines())
        .endsWith("<dev.fairlead.app.Main>", "<explain>", "<http://a b/*>", "<>");
  }

  @Test
  void theClassPathKeepsTheOrderOfItsFile() throws Exception {
    Path lib = home.toRealPath().resolve("app/target/dist/lib");
    assertThat(run(Map.of()).lines())
        .contains("<" + lib + "/app.jar:" + lib + "/zebra.jar:" + lib + "/ant.jar>");
  }

  @Test
  void theUsersOptionsComeAfterOurs() throws Exception {
    List<String> lines = run(Map.of("FAIRLEAD_JAVA_OPTS", "-Xmx2g -Da=*")).lines();

    assertThat(lines).containsSubsequence("<-Xmx512m>", "<-Xmx2g>", "<-Da=*>", "<-cp>");
  }

  @Test
  void aLinkFromElsewhereFindsItsWayHome() throws Exception {
    Files.createDirectory(folder.resolve("bin"));
    Files.createSymbolicLink(folder.resolve("bin/first"), home.resolve("fairlead"));
    Path link = Files.createSymbolicLink(folder.resolve("bin/second"), Path.of("first"));

    assertThat(run(link, Map.of(), "--version").lines()).endsWith("<--version>");
  }

  @Test
  void aNamedJdkThatIsTooOldIsAnErrorNotAHint() throws Exception {
    Run run = run(Map.of("FAIRLEAD_JAVA", jdk("old", "17.0.15").toString()));

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.output()).contains("/old is not a JDK of release 25").contains("Point it at");
  }

  @Test
  void anOldJavaHomeIsPassedOver() throws Exception {
    Path path = Files.createDirectory(folder.resolve("bin"));
    Files.createSymbolicLink(path.resolve("java"), jdk.resolve("bin/java"));

    Run run =
        run(
            Map.of(
                "FAIRLEAD_JAVA",
                "",
                "JAVA_HOME",
                jdk("old", "17.0.15").toString(),
                "PATH",
                path + ":" + System.getenv("PATH")));

    assertThat(run.exit()).isEqualTo(7);
  }

  @Test
  void aTrainedCacheIsUsedUntilTheBuildChanges() throws Exception {
    assertThat(run(Map.of()).output()).doesNotContain("-XX:AOTCache=");
    assertThat(run(Map.of("FAIRLEAD_AOT", "train")).exit()).isZero();
    assertThat(run(Map.of()).output()).contains("-XX:AOTCache=");
    assertThat(run(Map.of("FAIRLEAD_AOT", "off")).output()).doesNotContain("-XX:AOTCache=");

    write("app/target/dist/build", "2\n");
    assertThat(run(Map.of()).output()).doesNotContain("-XX:AOTCache=");
  }

  @Test
  void aTrainingThatFailsLeavesNoCacheAndSaysWhereItsLogIs() throws Exception {
    Run run = run(Map.of("FAIRLEAD_AOT", "train", "TRAINING_FAILS", "yes"));

    assertThat(run.exit()).isOne();
    assertThat(run.output()).contains("training.log");
    assertThat(run(Map.of()).output()).doesNotContain("-XX:AOTCache=");
    try (var left = Files.list(home.resolve("app/target/dist/aot"))) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.endsWith(".lock") || name.endsWith(".new"));
    }
  }

  @Test
  void withoutABuildAndWithoutMavenItSaysWhatToInstall() throws Exception {
    Files.delete(home.resolve("app/target/dist/classpath"));
    Path tools = Files.createDirectory(folder.resolve("tools"));
    for (String tool : List.of("dirname", "cat", "readlink", "nproc", "mkdir", "sed", "head")) {
      Files.createSymbolicLink(tools.resolve(tool), found(tool));
    }

    Run run = run(Map.of("PATH", tools.toString()));

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.output()).contains("needs Maven").contains("apt install maven");
  }

  private record Run(int exit, String output) {
    List<String> lines() {
      return output.lines().toList();
    }
  }

  private Run run(Map<String, String> environment, String... arguments) throws Exception {
    return run(home.resolve("fairlead"), environment, arguments);
  }

  private Run run(Path launcher, Map<String, String> environment, String... arguments)
      throws Exception {
    var command = new ArrayList<>(List.of("/bin/sh", launcher.toString()));
    command.addAll(List.of(arguments));
    Path output = folder.resolve("output");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("FAIRLEAD_"));
    builder.environment().put("FAIRLEAD_JAVA", jdk.toString());
    builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), Files.readString(output));
  }

  private Path jdk(String name, String version) throws IOException {
    Path java = write(folder.resolve(name + "/bin/java"), ECHO_JVM);
    assertThat(java.toFile().setExecutable(true)).isTrue();
    write(folder.resolve(name + "/release"), "OS_NAME=\"Any\"\nJAVA_VERSION=\"" + version + "\"\n");
    return folder.resolve(name);
  }

  private void copy(String part) throws IOException {
    write(part, Files.readString(Path.of("..").resolve(part)));
  }

  private void write(String name, String text) throws IOException {
    write(home.resolve(name), text);
  }

  private static Path write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static Path found(String tool) {
    return List.of("/usr/bin", "/bin", "/usr/local/bin").stream()
        .map(folder -> Path.of(folder, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new AssertionError(tool + " is not here"));
  }
}
