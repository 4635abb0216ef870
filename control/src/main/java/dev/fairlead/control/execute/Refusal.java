package dev.fairlead.control.execute;

import dev.fairlead.control.web.Problem;

/** An answer that says no; caught where it is audited and sent. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 100;

  private final transient Problem problem;

  /**
   * @param field of the request that is to blame, or empty
   */
  Refusal(int status, String detail, String field, String remedy) {
    super(detail);
    this.problem = Problem.of(status, field.isEmpty() ? null : field, detail, remedy);
  }

  static Refusal badField(String field, String detail, String remedy) {
    return new Refusal(400, detail, field, remedy);
  }

  static Refusal tooLarge(String field, String detail, String remedy) {
    return new Refusal(413, detail, field, remedy);
  }

  static Refusal disabled() {
    return forbidden("", "commands are not run here", "Set cli.enabled in the configuration.");
  }

  static Refusal nobody() {
    String remedy = "Send Authorization: Bearer with the token of this instance.";
    return new Refusal(401, "it is not known who asks", "", remedy);
  }

  static Refusal unknownCommand(String command, String known) {
    String remedy =
        known.isEmpty() ? "None is allowed; list some" : "Allowed: " + known + "; list others";
    return forbidden(
        "command",
        "\"" + shortened(command) + "\" is not an allowed command",
        remedy + " in cli.allowed_commands.");
  }

  static Refusal unfitArguments(String command, String forms) {
    return forbidden(
        "args",
        "these are not arguments that " + command + " may be given",
        "Allowed: " + forms + ". Others need an entry in cli.allowed_commands.");
  }

  static Refusal busy(int most) {
    return new Refusal(
        429,
        most + " commands are running, which is all that may at a time",
        "",
        "Try again later, or raise cli.max_concurrent.");
  }

  static Refusal cannotStart(String why, String remedy) {
    return new Refusal(500, why, "command", remedy);
  }

  /** The same for the caller. */
  Problem problem() {
    return problem;
  }

  int status() {
    return problem.status();
  }

  private static Refusal forbidden(String field, String detail, String remedy) {
    return new Refusal(403, detail, field, remedy);
  }

  private static String shortened(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
