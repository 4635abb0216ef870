package dev.fairlead.app.cli;

import dev.fairlead.control.web.Token;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the token of the control plane. */
@Command(
    name = "token",
    description = "Print the token that the control plane wants.",
    mixinStandardHelpOptions = true,
    footerHeading = "%n@|bold Example:|@%n",
    footer =
        "  @|yellow curl -H \"Authorization: Bearer $(fairlead token)\""
            + " http://127.0.0.1:9090/api/requests|@")
final class TokenCommand implements Callable<Integer> {
  @Mixin private ControlOptions options = new ControlOptions();

  @Override
  public Integer call() throws IOException {
    System.out.println(Token.read(options.tokenFile()).reveal());
    return 0;
  }
}
