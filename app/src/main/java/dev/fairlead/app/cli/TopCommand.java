package dev.fairlead.app.cli;

import java.io.Console;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Shows on one screen what a running Fairlead does. */
@Command(
    name = "top",
    description = "Show on one screen what a running Fairlead does; q ends it.",
    mixinStandardHelpOptions = true)
final class TopCommand implements Callable<Integer> {
  private static final String ALTERNATE = "\u001b[?1049h\u001b[?25l";
  private static final String BACK = "\u001b[?25h\u001b[?1049l";
  private static final String HOME = "\u001b[H\u001b[2J";

  @Mixin private ControlOptions options = new ControlOptions();

  @Option(names = "--json", description = "Print one look as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (ControlClient control = options.client()) {
      if (json) {
        System.out.println(json(look(control)));
      } else if (isTerminal()) {
        live(control);
      } else {
        System.out.print(look(control).screen(0, 160, 60));
      }
      return 0;
    }
  }

  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  private static TopView look(ControlClient control) throws IOException, InterruptedException {
    return new TopView(
        control.address(),
        control.get("/health"),
        control.get("/api/requests?limit=200"),
        control.get("/api/connections?limit=1").path("total").asInt(),
        control.get("/api/tunnels?limit=1").path("total").asInt());
  }

  private static String json(TopView view) {
    ObjectNode page = JsonMapper.builder().build().createObjectNode();
    page.put("state", view.health().path("state").asString());
    page.put("connections", view.connections());
    page.put("tunnels", view.tunnels());
    page.put("requests", view.total());
    JsonNode items = view.requests().path("items");
    page.set("recent", items);
    return page.toString();
  }

  private static void live(ControlClient control) throws IOException, InterruptedException {
    RawTerminal terminal = RawTerminal.open();
    Thread restore = new Thread(() -> restore(terminal));
    Runtime.getRuntime().addShutdownHook(restore);
    try {
      System.out.print(ALTERNATE);
      long total = -1;
      long since = System.nanoTime();
      while (!terminal.typed('q')) {
        TopView view = look(control);
        long now = System.nanoTime();
        double rate = total < 0 ? 0 : (view.total() - total) * 1e9 / Math.max(1, now - since);
        total = view.total();
        since = now;
        int[] size = RawTerminal.size();
        System.out.print(HOME + view.screen(rate, size[0], size[1] - 1));
        System.out.flush();
        TimeUnit.SECONDS.sleep(1);
      }
    } finally {
      Runtime.getRuntime().removeShutdownHook(restore);
      restore(terminal);
    }
  }

  private static void restore(RawTerminal terminal) {
    System.out.print(BACK);
    System.out.flush();
    terminal.close();
  }
}
