package dev.fairlead.control.execute;

import java.util.Optional;

/** An answer that says no, as a problem (RFC 9457) that names the field and the remedy. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 100;

  private final int status;
  private final String title;
  private final String field;
  private final String remedy;

  Refusal(int status, String title, String detail, String field, String remedy) {
    super(detail);
    this.status = status;
    this.title = title;
    this.field = field;
    this.remedy = remedy;
  }

  static Refusal badField(String field, String detail, String remedy) {
    return new Refusal(400, "Bad Request", detail, field, remedy);
  }

  static Refusal tooLarge(String field, String detail, String remedy) {
    return new Refusal(413, "Content Too Large", detail, field, remedy);
  }

  static Refusal disabled() {
    return forbidden("", "commands are not run here", "Set cli.enabled in the configuration.");
  }

  static Refusal nobody() {
    String remedy = "Send Authorization: Bearer with the token of this instance.";
    return new Refusal(401, "Unauthorized", "it is not known who asks", "", remedy);
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
        "Too Many Requests",
        most + " commands are running, which is all that may at a time",
        "",
        "Try again later, or raise cli.max_concurrent.");
  }

  static Refusal cannotStart(String why, String remedy) {
    return new Refusal(500, "Internal Server Error", why, "command", remedy);
  }

  int status() {
    return status;
  }

  String title() {
    return title;
  }

  String detail() {
    return String.valueOf(getMessage());
  }

  /** The field of the request that is to blame, if one is. */
  Optional<String> field() {
    return field.isEmpty() ? Optional.empty() : Optional.of(field);
  }

  String remedy() {
    return remedy;
  }

  private static Refusal forbidden(String field, String detail, String remedy) {
    return new Refusal(403, "Forbidden", detail, field, remedy);
  }

  private static String shortened(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
