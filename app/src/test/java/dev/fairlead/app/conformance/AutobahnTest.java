package dev.fairlead.app.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testkit.HttpOrigin;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The Autobahn fuzzing client: whatever it says of the origin, it says of the origin behind us. */
@Tag("full")
class AutobahnTest {
  private static final String SUITE =
      """
      import json, sys
      sys.path.insert(0, sys.argv[1])
      from autobahntestsuite import wstest
      spec = {'outdir': sys.argv[2], 'cases': ['1.*', '2.*', '3.*', '4.*', '5.*', '6.*', '7.*', '10.*'],
              'exclude-cases': [], 'exclude-agent-cases': {}, 'options': {'failByDrop': False},
              'servers': [{'agent': 'direct', 'url': sys.argv[3]}, {'agent': 'through', 'url': sys.argv[4]}]}
      wstest.start({'mode': 'fuzzingclient', 'debug': False}, spec)
      """;

  @TempDir private Path folder;

  @Test
  void resultsAreTheSameAsDirect() throws Exception {
    Path reports = folder.resolve("reports");
    Files.writeString(folder.resolve("suite.py"), SUITE);
    try (var origin = HttpOrigin.start();
        var proxy =
            InProcess.start(
                folder, "routing: {default_backend: http://" + origin.authority() + "}")) {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      for (String name : List.of("java.lang", "java.io", "java.nio", "sun.nio.ch")) {
        command.addAll(List.of("--add-opens", "java.base/" + name + "=ALL-UNNAMED"));
      }
      command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Dpython.cachedir.skip=true"));
      command.addAll(List.of("-jar", jar("jython-standalone"), "suite.py"));
      command.addAll(List.of(jar("autobahntestsuite-maven-plugin"), reports.toString()));
      command.add("ws://" + origin.authority() + "/ws");
      command.add("ws://" + proxy.authority() + "/ws");
      String output = Programs.run(folder, command).output();
      assertThat(reports.resolve("index.json")).as(output).exists();
    }
    compare(JsonMapper.shared().readTree(reports.resolve("index.json").toFile()));
  }

  private static void compare(JsonNode index) throws Exception {
    Map<String, String> direct = behaviours(index.get("direct"));
    Map<String, String> through = behaviours(index.get("through"));
    assertThat(direct).hasSizeGreaterThan(240);
    assertThat(through).isEqualTo(direct);
    Scores.ours().atLeast("Autobahn fuzzingclient 1–7, 10", through.size(), direct.size());
  }

  private static Map<String, String> behaviours(JsonNode agent) {
    Map<String, String> results = new TreeMap<>();
    agent
        .properties()
        .forEach(entry -> {
          JsonNode result = entry.getValue();
          results.put(
              entry.getKey(),
              result.get("behavior").asString() + ", " + result.get("behaviorClose").asString());
        });
    return results;
  }

  private static String jar(String name) {
    return Arrays.stream(classPath().split(File.pathSeparator, -1))
        .filter(path -> path.contains(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not on the class path"));
  }

  /** Surefire may hide the class path in a manifest; this property has it all the same. */
  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }
}
