package dev.fairlead.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;

/** What came of a command that was typed: its exit code and its two streams. */
record Typed(int exit, String out, String err) {
  /** Runs the command in this process, with nothing to read. */
  static Typed run(String... arguments) {
    return run("", arguments);
  }

  /** Runs the command with that on its standard input. */
  static Typed run(String in, String[] arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    InputStream before = System.in;
    var printed = new ByteArrayOutputStream();
    var complained = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, UTF_8));
    System.setErr(new PrintStream(complained, true, UTF_8));
    System.setIn(new ByteArrayInputStream(in.getBytes(UTF_8)));
    try {
      int exit = Fairlead.run(arguments);
      return new Typed(exit, printed.toString(UTF_8), ours(complained.toString(UTF_8)));
    } finally {
      System.setOut(out);
      System.setErr(err);
      System.setIn(before);
    }
  }

  /** The fuzzing agent, which may share this JVM, reports what it does to new classes. */
  private static String ours(String text) {
    return text.replaceAll("(?m)^INFO: Instrumented .*\\R", "");
  }

  /** Nobody is shown the program's insides. */
  boolean hasStackTrace() {
    return (out + err).contains("\tat ") || (out + err).contains("Exception");
  }
}
