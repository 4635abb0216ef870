package dev.fairlead.app.cli;

import dev.fairlead.filters.authentication.Secret;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Makes the hash that a configuration keeps instead of a password. */
@Command(
    name = "hash",
    description = "Print the hash of a password or token, for auth.users[].password_hash.",
    mixinStandardHelpOptions = true,
    footerHeading = "%n@|bold Examples:|@%n",
    footer = {
      "  @|yellow fairlead hash|@                  asks for the password",
      "  @|yellow fairlead hash < password.txt|@"
    })
final class HashCommand implements Callable<Integer> {
  @Override
  public Integer call() throws IOException {
    String password = password();
    if (password.isEmpty()) {
      System.err.println("fairlead: there is no password: type one, or send it to standard input");
      return Fairlead.USAGE;
    }
    System.out.println(Secret.hash(password));
    return 0;
  }

  @SuppressWarnings("SystemConsoleNull")
  private static String password() throws IOException {
    Console console = System.console();
    // Since JDK 22 there is a console even where nobody can type.
    if (console != null && console.isTerminal()) {
      char[] typed = console.readPassword("Password: ");
      return typed == null ? "" : new String(typed);
    }
    String piped = new String(System.in.readNBytes(4096), StandardCharsets.UTF_8);
    return piped.strip();
  }
}
