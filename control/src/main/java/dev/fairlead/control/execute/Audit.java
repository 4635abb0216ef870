package dev.fairlead.control.execute;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/** One line for each command that ran, and for each that was refused; never standard input. */
final class Audit {
  private static final int LONGEST = 8 * 1024;

  private final Consumer<String> log;

  Audit(Consumer<String> log) {
    this.log = log;
  }

  void executed(
      String who,
      AllowedCommand command,
      ExecuteRequest request,
      ExecuteSettings settings,
      Ending ending) {
    log.accept(
        ("execute caller=%s command=%s path=%s args=%s end=%s code=%d duration_ms=%d"
                + " stdin_bytes=%d stdout_bytes=%d stderr_bytes=%d")
            .formatted(
                quoted(who),
                quoted(command.called()),
                quoted(command.path().toString()),
                arguments(request.args(), settings.redact()),
                end(ending),
                ending.code(),
                ending.durationMs(),
                ending.stdinBytes(),
                ending.stdoutBytes(),
                ending.stderrBytes()));
  }

  void refused(String who, String command, Refusal refusal) {
    log.accept(
        "execute caller=%s command=%s refused=%d reason=%s"
            .formatted(
                quoted(who),
                quoted(command),
                refusal.status(),
                quoted(refusal.problem().detail())));
  }

  private static String end(Ending ending) {
    return switch (ending.cause()) {
      case EXITED -> ending.signal().isPresent() ? "signal" : "exit";
      default -> ending.cause().reason();
    };
  }

  /** The arguments as JSON; hidden are what matches, its value alone, or the argument after it. */
  private static String arguments(List<String> arguments, List<ArgumentPattern> redact) {
    List<String> shown = new ArrayList<>();
    boolean hideNext = false;
    for (String argument : arguments) {
      boolean hidden = redact.stream().anyMatch(pattern -> pattern.finds(argument));
      int value = argument.indexOf('=') + 1;
      boolean option = argument.startsWith("-");
      if (hidden && option && value > 0) {
        shown.add(argument.substring(0, value) + "****");
      } else {
        shown.add(hideNext || (hidden && !option) ? "****" : argument);
      }
      hideNext = hidden && option && value == 0;
    }
    return quoted(shown);
  }

  private static String quoted(Object value) {
    String json = JsonMapper.shared().writeValueAsString(value);
    return json.length() <= LONGEST ? json : json.substring(0, LONGEST) + "…";
  }
}
