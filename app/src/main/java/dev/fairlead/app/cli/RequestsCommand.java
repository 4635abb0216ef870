package dev.fairlead.app.cli;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows what passed lately, and what passes. */
@Command(
    name = "requests",
    description = "Show recent requests of a running Fairlead, the newest last.",
    mixinStandardHelpOptions = true,
    footerHeading = "%n@|bold Examples:|@%n",
    footer = {
      "  @|yellow fairlead requests -f|@                     as they end",
      "  @|yellow fairlead requests --failed --host example.com|@",
      "  @|yellow fairlead requests 01976c5e-…|@             everything about one"
    })
final class RequestsCommand implements Callable<Integer> {
  @Mixin private ControlOptions options = new ControlOptions();

  @Parameters(arity = "0..1", paramLabel = "ID", description = "One request, in full.")
  private @Nullable String id;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on as requests end.")
  private boolean follow;

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      defaultValue = "20",
      description = "How many to begin with (default: ${DEFAULT-VALUE}).")
  private int lines = 20;

  @Option(names = "--status", paramLabel = "CODE", description = "With this status: 404 or 5xx.")
  private @Nullable String status;

  @Option(names = "--host", paramLabel = "HOST", description = "To this host, or a part of it.")
  private @Nullable String host;

  @Option(names = "--client", paramLabel = "ADDRESS", description = "From this client.")
  private @Nullable String client;

  @Option(names = "--failed", description = "Only those that failed.")
  private boolean failed;

  @Option(names = "--json", description = "Print JSON, one line for each request.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (ControlClient control = options.client()) {
      if (id != null) {
        JsonNode detail = control.get("/api/requests/" + encoded(id));
        System.out.print(json ? detail + "\n" : RequestText.page(detail));
        return 0;
      }
      JsonNode page = control.get("/api/requests?limit=" + lines + filters("&"));
      List<JsonNode> items = new ArrayList<>();
      page.path("items").forEach(items::add);
      Collections.reverse(items);
      items.forEach(this::print);
      if (follow) {
        String newest = page.path("newest").asString("");
        control.follow("/api/requests/stream" + filters("?"), newest, this::event);
      }
      return 0;
    }
  }

  private boolean event(String id, String event, JsonNode data) {
    if (event.equals("gap")) {
      System.err.println("fairlead: " + data.path("missed").asLong() + " requests were missed");
    } else {
      print(data);
    }
    return !System.out.checkError();
  }

  private void print(JsonNode request) {
    System.out.println(json ? request.toString() : RequestText.line(request));
  }

  private String filters(String first) {
    Map<String, String> filters = new LinkedHashMap<>();
    put(filters, "status", status);
    put(filters, "host", host);
    put(filters, "client", client);
    put(filters, "failed", failed ? "true" : null);
    String query =
        filters.entrySet().stream()
            .map(each -> each.getKey() + "=" + encoded(each.getValue()))
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? "" : first + query;
  }

  private static void put(Map<String, String> filters, String name, @Nullable String value) {
    if (value != null) {
      filters.put(name, value);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
