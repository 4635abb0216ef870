package dev.fairlead.app.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Shows how targets are, and takes them out of service and back. */
@Command(
    name = "upstreams",
    description = "Show the targets that requests are balanced over, and how each is.",
    mixinStandardHelpOptions = true,
    footerHeading = "%n@|bold Examples:|@%n",
    footer = {
      "  @|yellow fairlead upstreams|@",
      "  @|yellow fairlead upstreams drain http://10.0.0.5:8080|@   nothing new goes there",
      "  @|yellow fairlead upstreams enable 1f00c2a9be01|@          by the id that the list shows"
    })
final class UpstreamsCommand implements Callable<Integer> {
  private static final String ROW = "%-12s  %-16s  %-36s  %s %6s %9s %9s %9s";

  @Mixin private ControlOptions options = new ControlOptions();

  @Option(names = "--json", description = "Print JSON, one line for each target.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (ControlClient control = options.client()) {
      return print(control.get("/api/upstreams"), json);
    }
  }

  @Command(
      name = "drain",
      description = "Send nothing new to a target until it is enabled; what it has may finish.",
      mixinStandardHelpOptions = true)
  int drain(
      @Mixin ControlOptions where,
      @Parameters(paramLabel = "TARGET", description = "Its id, or its URL in every pool.")
          String target,
      @Option(names = "--json", description = "Print the targets as JSON.") boolean asJson)
      throws IOException, InterruptedException {
    return change("drain", where, target, asJson);
  }

  @Command(
      name = "enable",
      description = "Use a target again, whatever its answers have been.",
      mixinStandardHelpOptions = true)
  int enable(
      @Mixin ControlOptions where,
      @Parameters(paramLabel = "TARGET", description = "Its id, or its URL in every pool.")
          String target,
      @Option(names = "--json", description = "Print the targets as JSON.") boolean asJson)
      throws IOException, InterruptedException {
    return change("enable", where, target, asJson);
  }

  private static int change(String verb, ControlOptions where, String target, boolean asJson)
      throws IOException, InterruptedException {
    String body = JsonMapper.shared().createObjectNode().put("target", target).toString();
    try (ControlClient control = where.client()) {
      return print(control.send("POST", "/api/upstreams/" + verb, body), asJson);
    }
  }

  private static int print(JsonNode page, boolean asJson) {
    if (!asJson) {
      String head =
          ROW.formatted(
              "ID",
              "POOL",
              "TARGET",
              "%-8s".formatted("STATE"),
              "ACTIVE",
              "REQUESTS",
              "FAILURES",
              "LATENCY");
      System.out.println(Terminal.bold(head));
    }
    page.path("items")
        .forEach(target -> System.out.println(asJson ? target.toString() : text(target)));
    return 0;
  }

  private static String text(JsonNode target) {
    String reason = RequestText.shown(target, "reason");
    double latency = target.path("latency_ms").asDouble(0);
    return ROW.formatted(
            RequestText.shown(target, "id"),
            RequestText.shown(target, "pool"),
            RequestText.shown(target, "target"),
            state(RequestText.shown(target, "state")),
            target.path("active").asInt(),
            target.path("requests").asLong(),
            target.path("failures").asLong(),
            latency == 0 ? "-" : RequestText.duration(latency))
        + (reason.isEmpty() ? "" : "  " + reason);
  }

  private static String state(String state) {
    String colour =
        switch (state) {
          case "up" -> "green";
          case "drained", "leaving" -> "yellow";
          default -> "red";
        };
    return Ansi.AUTO.string("@|" + colour + " " + "%-8s".formatted(state) + "|@");
  }
}
