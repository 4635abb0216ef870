package dev.fairlead.app.cli;

import dev.fairlead.app.Explanation;
import dev.fairlead.app.config.Loaded;
import dev.fairlead.engine.message.BadMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Says where a request would go, without sending anything. */
@Command(
    name = "explain",
    description = "Say where a request would go and why, without sending anything.",
    mixinStandardHelpOptions = true,
    footerHeading = "%n@|bold Examples:|@%n",
    footer = {
      "  @|yellow fairlead explain https://example.com/|@          as a browser would: CONNECT",
      "  @|yellow fairlead explain http://example.com/ --method POST|@",
      "  @|yellow fairlead explain /api/users --header 'Host: shop.example'|@   the reverse door",
      "",
      "Where clients must authenticate, add: --header 'Proxy-Authorization: Bearer TOKEN'."
    })
final class ExplainCommand implements Callable<Integer> {
  private static final int COLUMN = 24;

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

  @Option(
      names = "--client",
      paramLabel = "ADDRESS",
      converter = ClientAddress.class,
      defaultValue = "127.0.0.1",
      description = "The client's address (default: ${DEFAULT-VALUE}).")
  private InetAddress client = InetAddress.getLoopbackAddress();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws BadMessage, IOException {
    Loaded loaded = ConfigOptions.loader().load(options.invocation());
    Terminal.problems(loaded.problems());
    if (!(loaded instanceof Loaded.Ready ready)) {
      return Fairlead.FAILURE;
    }
    Explanation explanation = Explanation.of(ready.config(), client, method, url, headers);
    System.out.print(json ? explanation.json() : text(explanation));
    return 0;
  }

  /** A literal address: nothing is resolved. */
  static final class ClientAddress implements ITypeConverter<InetAddress> {
    @Override
    public InetAddress convert(String text) {
      try {
        return InetAddress.ofLiteral(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("'" + text + "' is not an IP address");
      }
    }
  }

  private static String text(Explanation explanation) {
    StringBuilder text = new StringBuilder();
    line(text, "request", explanation.request());
    line(text, "door", explanation.door());
    explanation.steps().forEach(step -> line(text, "filter " + step.filter(), step.verdict()));
    explanation.way().forEach((name, value) -> line(text, name, value));
    line(text, "outcome", explanation.outcome());
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(Terminal.bold(name))
        .append(" ".repeat(Math.max(1, COLUMN - name.length())))
        .append(value)
        .append('\n');
  }
}
