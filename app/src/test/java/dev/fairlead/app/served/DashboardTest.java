package dev.fairlead.app.served;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testkit.RawClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the dashboard, the alerts and the guide speak of is there to be scraped. */
final class DashboardTest {
  private static final Pattern NAME =
      Pattern.compile("\\b(?:http|fairlead|jvm|process)_[a-z_]*[a-z]\\b(?=[{\\[ `|)])");

  @TempDir Path folder;

  private static Set<String> names(String text) {
    return NAME.matcher(text)
        .results()
        .map(match -> match.group().replaceAll("_bucket$", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<String> scraped() throws IOException {
    String yaml =
        "security: {access: {deny: [127.0.0.1]}}\n"
            + "routing: {default_backend: \"http://b.example\"}\n";
    try (var proxy = Proxy.start(folder, yaml);
        var client = RawClient.connect(proxy.controlPort())) {
      proxy.ask("GET /refused HTTP/1.1", "Host: a.example");
      proxy.logged("/refused");
      String text = client.exchange("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n").text();
      Set<String> names = names(text);
      Pattern.compile("# TYPE (\\S+)")
          .matcher(text)
          .results()
          .forEach(match -> names.add(match.group(1)));
      return names;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"config/grafana/fairlead.json", "config/prometheus/alerts.yaml"})
  void nothingIsAskedForThatIsNotThere(String file) throws Exception {
    Set<String> asked = names(Files.readString(Path.of("..", file)));
    assertThat(asked).hasSizeGreaterThan(4);
    assertThat(scraped()).containsAll(asked);
  }

  @Test
  void theGuideNamesWhatIsOurs() throws Exception {
    Set<String> told = names(Files.readString(Path.of("../docs/operations.md")));
    Set<String> ours =
        scraped().stream()
            .filter(name -> name.matches("(http|fairlead)_.*"))
            .map(name -> name.replaceAll("_(count|sum)$", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(told).containsAll(ours);
  }
}
