package dev.fairlead.app.served;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.testkit.Answers;
import dev.fairlead.testkit.Eventually;
import dev.fairlead.testkit.RawResponse;
import dev.fairlead.testkit.ScriptedOrigin;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plug-in of {@code examples/plugin}, compiled, put into a jar and used. */
final class PluginTest {
  private static final Path PROJECT = Path.of("../examples/plugin/src/main");

  @TempDir Path folder;
  private Path plugins;

  @BeforeEach
  void build() throws IOException {
    Path classes = Files.createDirectory(folder.resolve("classes"));
    plugins = Files.createDirectory(folder.resolve("plugins"));
    Files.setPosixFilePermissions(plugins, PosixFilePermissions.fromString("rwxr-xr-x"));
    List<String> call = new ArrayList<>();
    String path = System.getProperty("java.class.path");
    call.addAll(List.of("-proc:none", "-d", classes.toString()));
    call.addAll(List.of("-cp", System.getProperty("surefire.test.class.path", path)));
    try (Stream<Path> sources = Files.walk(PROJECT.resolve("java"))) {
      sources.filter(Files::isRegularFile).map(Path::toString).forEach(call::add);
    }
    assertThat(
            ToolProvider.getSystemJavaCompiler().run(null, null, null, call.toArray(String[]::new)))
        .isZero();
    try (OutputStream out = Files.newOutputStream(plugins.resolve("team.jar"));
        JarOutputStream jar = new JarOutputStream(out)) {
      add(jar, classes);
      add(jar, PROJECT.resolve("resources"));
    }
  }

  private static void add(JarOutputStream jar, Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        jar.putNextEntry(new JarEntry(root.relativize(file).toString()));
        Files.copy(file, jar);
        jar.closeEntry();
      }
    }
  }

  private static String filter(String settings) {
    return Proxy.OPEN
        + "plugins: {folder: plugins, filters: [{name: team%s}]}\n".formatted(settings);
  }

  private static RawResponse ask(Proxy proxy, ScriptedOrigin origin, String field)
      throws IOException {
    return proxy.ask(
        "GET http://" + origin.authority() + "/ HTTP/1.1", "Host: " + origin.authority(), field);
  }

  @Test
  void aFilterOfAJarTakesPart() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var proxy = Proxy.start(folder, filter(""))) {
      RawResponse refused = ask(proxy, origin, "A: b");
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.text()).contains("say which team asks");
      RawResponse passed = ask(proxy, origin, "X-Team: blue");
      assertThat(passed.status()).isEqualTo(200);
      assertThat(passed.header("X-Team")).isEqualTo("blue");
      assertThat(origin.last().header("X-Team")).isNull();
      assertThat(proxy.logged("403")).contains("say which team asks");
    }
  }

  @Test
  void itsSettingsChangeWithAReload() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var proxy = Proxy.start(folder, filter(""))) {
      proxy.change(filter(", settings: {header: X-Crew}"));
      assertThat(ask(proxy, origin, "X-Team: blue").status()).isEqualTo(403);
      assertThat(ask(proxy, origin, "X-Crew: blue").status()).isEqualTo(200);
      assertThat(proxy.control("GET /api/config", "").text()).doesNotContain("X-Crew");
      proxy.change(filter(", settings: {hedder: X-Crew}"));
      assertThat(proxy.log()).contains("there is no setting hedder");
      assertThat(ask(proxy, origin, "X-Crew: blue").status()).isEqualTo(200);
      proxy.change(Proxy.OPEN);
      assertThat(ask(proxy, origin, "A: b").status()).isEqualTo(200);
    }
  }

  @Test
  void whatIsNotThereIsNamedWithItsPlace() {
    assertThatThrownBy(() -> Proxy.start(folder, filter("x")).close())
        .hasMessageContaining("plugins.filters[0].name")
        .hasMessageContaining("\"teamx\" is in no jar of the folder, which has [team]");
    assertThatThrownBy(
            () -> Proxy.start(folder, filter("").replace("folder: plugins", "folder: p")).close())
        .hasMessageContaining("plugins.folder");
  }

  @Test
  void aFolderThatEverybodyMayWriteToIsRefused() throws Exception {
    Files.setPosixFilePermissions(plugins, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThatThrownBy(() -> Proxy.start(folder, filter("")).close())
        .hasMessageContaining("which every user may write to");
  }

  @Test
  void aSinkGetsEveryExchange() throws Exception {
    Path csv = folder.resolve("out.csv");
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var proxy =
            Proxy.start(
                folder,
                Proxy.OPEN
                    + "plugins: {folder: plugins, sinks: [{name: csv, settings: {file: %s}}]}\n"
                        .formatted(csv))) {
      for (int i = 0; i < 20; i++) {
        ask(proxy, origin, "A: b");
      }
      Eventually.until("all are written", () -> Files.readAllLines(csv).size() == 20);
      assertThat(Files.readAllLines(csv).getFirst())
          .matches("\\d+,GET," + origin.authority().replace(".", "\\.") + ",200,\\d+\\.\\d{3}");
      Eventually.until(
          "none is lost",
          () ->
              proxy
                  .control("GET /metrics", "")
                  .text()
                  .contains("fairlead_log_sink_lost_records_total{sink=\"csv\"} 0.0"));
    }
  }

  /** Its disk is full: traffic goes on, and somebody is told. */
  @Test
  void aBrokenSinkStopsNoTraffic() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var proxy =
            Proxy.start(
                folder,
                Proxy.OPEN
                    + "plugins: {folder: plugins, sinks: [{name: csv, settings: {file:"
                    + " /dev/full}}]}\n")) {
      assertThat(ask(proxy, origin, "A: b").status()).isEqualTo(200);
      assertThat(proxy.logged("records were lost")).contains("1 records").contains("csv");
      assertThat(ask(proxy, origin, "A: b").status()).isEqualTo(200);
    }
  }
}
