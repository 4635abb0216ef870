package dev.fairlead.control.execute;

import java.util.List;
import java.util.stream.Collectors;

/** Finds the entry of the allow-list that a request means; nothing is looked for anywhere else. */
final class Commands {
  private Commands() {}

  static AllowedCommand find(List<AllowedCommand> allowed, ExecuteRequest request) throws Refusal {
    List<AllowedCommand> named = named(allowed, request.command());
    if (named.isEmpty()) {
      throw Refusal.unknownCommand(request.command(), names(allowed));
    }
    for (AllowedCommand command : named) {
      if (command.arguments().accept(request.args())) {
        return command;
      }
    }
    throw Refusal.unfitArguments(named.getFirst().called(), forms(named));
  }

  /** Exact names first; a name without its version only if nobody has it exactly. */
  private static List<AllowedCommand> named(List<AllowedCommand> allowed, String written) {
    List<AllowedCommand> exact = allowed.stream().filter(c -> c.isCalled(written)).toList();
    return exact.isEmpty()
        ? allowed.stream().filter(c -> c.isCalledWithoutVersion(written)).limit(1).toList()
        : exact;
  }

  private static String names(List<AllowedCommand> allowed) {
    return allowed.stream()
        .map(AllowedCommand::called)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static String forms(List<AllowedCommand> named) {
    return named.stream()
        .map(command -> command.arguments().toString())
        .collect(Collectors.joining(" | "));
  }
}
