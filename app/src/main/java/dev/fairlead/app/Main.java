package dev.fairlead.app;

import dev.fairlead.app.cli.Fairlead;

/** Where the program begins. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(Fairlead.run(arguments));
  }
}
