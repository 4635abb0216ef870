package dev.fairlead.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of {@code docs/filtering.md} are configurations, and do what the page says. */
final class FilteringGuideTest {
  private static final Path GUIDE = Path.of("../docs/filtering.md");
  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final Pattern LIST = Pattern.compile("printf '%s\\\\n' (.*) > ads\\.txt");

  @TempDir Path folder;

  private List<String> examples() throws IOException {
    String guide = Files.readString(GUIDE);
    var list = LIST.matcher(guide);
    assertThat(list.find()).isTrue();
    Files.writeString(
        folder.resolve("ads.txt"), list.group(1).replace("' '", "\n").replace("'", ""));
    return YAML.matcher(guide).results().map(block -> block.group(1)).toList();
  }

  private String explain(String yaml, String... arguments) throws IOException {
    Path file = Files.writeString(folder.resolve("fairlead.yaml"), yaml);
    String[] all = new String[arguments.length + 3];
    all[0] = "explain";
    all[1] = "--config";
    all[2] = file.toString();
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    Typed typed = Typed.run(all);
    assertThat(typed.err()).isEmpty();
    return typed.out();
  }

  @Test
  void theFirstExampleRefusesWhatThePageSays() throws IOException {
    String yaml = examples().getFirst();
    assertThat(explain(yaml, "https://cdn.tracker.example"))
        .contains("the list \"ads\" (entry ||tracker.example^)");
    assertThat(explain(yaml, "http://pixel.example/")).contains("(entry pixel.example)");
    assertThat(explain(yaml, "http://malicious.example/")).contains("domains.blocked");
    assertThat(explain(yaml, "http://else.example/")).contains("it goes to");
  }

  @Test
  void theAllowlistAllowsWhatThePageSays() throws IOException {
    String yaml = examples().get(1);
    assertThat(explain(yaml, "http://a.partner.example/")).contains("it goes to");
    assertThat(explain(yaml, "http://telemetry.partner.example/")).contains("domains.blocked");
    assertThat(explain(yaml, "http://else.example/")).contains("not among the hosts");
  }

  @Test
  void accessByRouteAndProxyIsAsThePageSays() throws IOException {
    String yaml = examples().get(2);
    assertThat(explain(yaml, "/staff/x", "--client", "192.0.2.7")).contains("it goes to");
    assertThat(explain(yaml, "/staff/x", "--client", "10.0.1.1"))
        .contains("routing rule staff: access.allow");
    assertThat(
            explain(yaml, "/staff/x", "--client", "10.0.0.1", "-H", "X-Forwarded-For: 192.0.2.66"))
        .contains("security.access.deny");
  }
}
