package dev.fairlead.app.cli;

import dev.fairlead.app.Explanation;
import dev.fairlead.app.config.Loaded;
import dev.fairlead.engine.message.BadMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says where a request would go, without sending anything. */
@Command(
    name = "explain",
    description = "Say where a request would go and why, without sending anything.",
    mixinStandardHelpOptions = true,
    footerHeading = "%n@|bold Examples:|@%n",
    footer = {
      "  @|yellow fairlead explain https://example.com/|@          as a browser would: CONNECT",
      "  @|yellow fairlead explain http://example.com/ --method POST|@",
      "  @|yellow fairlead explain /api/users --header 'Host: shop.example'|@   the reverse door"
    })
final class ExplainCommand implements Callable<Integer> {
  @Mixin private ConfigOptions options = new ConfigOptions();

  @Parameters(paramLabel = "URL", description = "A URL, or a path for the reverse door.")
  private String url = "";

  @Option(
      names = {"-X", "--method"},
      paramLabel = "METHOD",
      defaultValue = "GET",
      description = "The request's method (default: ${DEFAULT-VALUE}).")
  private String method = "GET";

  @Option(
      names = {"-H", "--header"},
      paramLabel = "'NAME: VALUE'",
      description = "A header field of the request; may be repeated.")
  private List<String> headers = List.of();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws BadMessage {
    Loaded loaded = ConfigOptions.loader().load(options.invocation());
    Terminal.problems(loaded.problems());
    if (!(loaded instanceof Loaded.Ready ready)) {
      return Fairlead.FAILURE;
    }
    Map<String, String> lines =
        new LinkedHashMap<>(Explanation.of(ready.config(), method, url, headers));
    System.out.print(json ? Explanation.json(lines) : text(lines));
    return 0;
  }

  private static String text(Map<String, String> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach((name, value) ->
        text.append(Terminal.styled("@|bold " + name + "|@"))
            .append(" ".repeat(Math.max(1, 16 - name.length())))
            .append(value)
            .append('\n'));
    return text.toString();
  }
}
