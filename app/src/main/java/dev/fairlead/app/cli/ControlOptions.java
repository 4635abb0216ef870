package dev.fairlead.app.cli;

import dev.fairlead.app.StateFolder;
import dev.fairlead.control.web.Token;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which running Fairlead a command talks to. */
final class ControlOptions {
  @Option(
      names = "--instance",
      paramLabel = "PORT",
      description = "The instance with this data port; needed only where several run.")
  private @Nullable String instance;

  @Option(
      names = "--control",
      paramLabel = "URL",
      description = "A control plane elsewhere: http://127.0.0.1:9090.")
  private @Nullable URI control;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "The file that holds its token.")
  private @Nullable Path tokenFile;

  static StateFolder state() {
    return StateFolder.of(System.getenv());
  }

  ControlClient client() throws IOException {
    if (control != null) {
      checkUrl(control);
      Path file = tokenFile == null ? state().token() : tokenFile;
      return new ControlClient(control, Token.read(file).reveal());
    }
    Instance found = instance();
    return new ControlClient(
        URI.create("http://" + found.control()), Token.read(tokenFile(found)).reveal());
  }

  private static void checkUrl(URI url) throws IOException {
    if (url.getHost() == null || !Set.of("http", "https").contains(url.getScheme())) {
      throw new IOException(
          "--control " + url + " is no URL; write one such as http://127.0.0.1:9090");
    }
  }

  private Path tokenFile(Instance found) {
    return tokenFile == null ? found.tokenFile() : tokenFile;
  }

  /** The file of the token, of a running instance or of the next. */
  Path tokenFile() throws IOException {
    if (tokenFile != null) {
      return tokenFile;
    }
    Path usual = state().token();
    boolean asked = instance != null || !Instance.running(state()).isEmpty();
    Path file = asked ? instance().tokenFile() : usual;
    if (!Files.exists(file)) {
      throw new IOException("there is no token yet; fairlead serve makes one when it starts");
    }
    return file;
  }

  private Instance instance() throws IOException {
    List<Instance> running = Instance.running(state());
    List<Instance> fitting =
        running.stream().filter(each -> instance == null || each.name().equals(instance)).toList();
    if (fitting.size() == 1) {
      return fitting.getFirst();
    }
    String names = running.stream().map(Instance::name).collect(Collectors.joining(", "));
    throw new IOException(
        running.isEmpty()
            ? "no Fairlead of this user is running; start one with fairlead serve,"
                + " or name another with --control URL"
            : "say which one you mean with --instance: " + names);
  }
}
