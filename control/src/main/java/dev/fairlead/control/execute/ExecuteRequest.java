package dev.fairlead.control.execute;

import java.util.List;

/**
 * What a caller asks for; never compared.
 *
 * @param stdin what the process reads from standard input
 * @param stream whether output is sent as it comes, or in one piece at the end
 * @param encoding how output is written into JSON
 */
@SuppressWarnings("ArrayRecordComponent")
record ExecuteRequest(
    String command, List<String> args, byte[] stdin, boolean stream, Encoding encoding) {
  /** How bytes are written into JSON. */
  enum Encoding {
    /** As text; bytes that are none become U+FFFD. */
    UTF_8("utf-8"),
    /** Each piece for itself, as base64. */
    BASE64("base64");

    private final String word;

    Encoding(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  @Override
  public String toString() {
    return command + " " + args; // Never standard input.
  }
}
