package dev.fairlead.app.cli;

import dev.fairlead.app.config.read.Quote;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Shows what the program says. */
@Command(
    name = "logs",
    description = "Show what a running Fairlead said lately.",
    mixinStandardHelpOptions = true,
    footerHeading = "%n@|bold Example:|@%n",
    footer = "  @|yellow fairlead logs -f --level warn|@")
final class LogsCommand implements Callable<Integer> {
  @Mixin private ControlOptions options = new ControlOptions();

  @Option(
      names = {"-f", "--follow"},
      description = "Go on as more is said.")
  private boolean follow;

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      defaultValue = "100",
      description = "How many to begin with (default: ${DEFAULT-VALUE}).")
  private int lines = 100;

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      defaultValue = "trace",
      description = "The least important level: trace, debug, info, warn, error.")
  private String level = "trace";

  @Option(names = "--json", description = "Print JSON, one line for each message.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    String least = "level=" + URLEncoder.encode(level, StandardCharsets.UTF_8);
    try (ControlClient control = options.client()) {
      JsonNode page = control.get("/api/logs/history?limit=" + lines + "&" + least);
      page.path("items").forEach(this::print);
      if (follow) {
        String newest = page.path("newest").asString("");
        control.follow(
            "/api/logs/stream?" + least,
            newest,
            (_, event, data) -> {
              if (!event.equals("gap")) {
                print(data);
              }
              return !System.out.checkError();
            });
      }
      return 0;
    }
  }

  private void print(JsonNode line) {
    System.out.println(json ? line.toString() : text(line));
  }

  private static String text(JsonNode line) {
    String level = RequestText.shown(line, "level");
    String colour =
        switch (level) {
          case "ERROR" -> "red";
          case "WARN" -> "yellow";
          case "INFO" -> "green";
          default -> "faint";
        };
    String error = RequestText.shown(line, "error");
    return RequestText.time(line)
        + "  "
        + Ansi.AUTO.string("@|" + colour + " " + "%-5s".formatted(level) + "|@")
        + "  "
        + Quote.harmless(line.path("message").asString(""))
        + (error.isEmpty() ? "" : "  " + error);
  }
}
