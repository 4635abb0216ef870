package dev.fairlead.app.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A terminal that hands over keys as they are typed, and is put back when closed. */
final class RawTerminal implements AutoCloseable {
  private final String before;

  private RawTerminal(String before) {
    this.before = before;
  }

  /** Takes the terminal over; where {@code stty} is missing, keys come with the next line. */
  static RawTerminal open() throws InterruptedException {
    String before = stty("-g");
    stty("-icanon", "-echo", "min", "0", "time", "0");
    return new RawTerminal(before);
  }

  /** Whether somebody has typed this key since the last time. */
  boolean typed(char key) throws IOException {
    boolean typed = false;
    while (System.in.available() > 0) {
      typed |= System.in.read() == key;
    }
    return typed;
  }

  private static String stty(String... arguments) throws InterruptedException {
    String[] command = new String[arguments.length + 1];
    command[0] = "stty";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectInput(ProcessBuilder.Redirect.INHERIT)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      process.waitFor();
      return said.strip();
    } catch (IOException _) {
      return "";
    }
  }

  /** Columns and rows. */
  static int[] size() throws InterruptedException {
    String[] said = stty("size").split(" ", -1);
    boolean known = said.length == 2 && said[0].matches("\\d{1,4}") && said[1].matches("\\d{1,4}");
    return known
        ? new int[] {Integer.parseInt(said[1]), Integer.parseInt(said[0])}
        : new int[] {100, 30};
  }

  @Override
  public void close() {
    try {
      if (!before.isEmpty()) {
        stty(before);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
