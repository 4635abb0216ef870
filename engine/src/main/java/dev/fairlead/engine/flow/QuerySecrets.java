package dev.fairlead.engine.flow;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Hides what stands in a query under names that are used for credentials. Flows are made with it,
 * so nothing that is made of flows (logs, API, traces, sinks) can tell what they never knew.
 */
final class QuerySecrets {
  private static final String MASK = "****";

  /** Without their dashes, underscores and dots. */
  private static final Set<String> NAMES =
      Set.of("key", "auth", "authorization", "sig", "pass", "pwd", "passwd", "jwt", "sessionid");

  private static final List<String> ENDINGS =
      List.of("apikey", "accesskey", "secretkey", "privatekey", "subscriptionkey", "token");
  private static final List<String> PARTS =
      List.of("secret", "password", "passphrase", "signature", "credential");

  private QuerySecrets() {}

  /**
   * The same path with such values replaced by stars; the very same where there are none.
   *
   * @param path with query
   */
  static String masked(String path) {
    int question = path.indexOf('?');
    return question < 0 || path.indexOf('=', question) < 0 ? path : masked(path, question + 1);
  }

  private static String masked(String path, int query) {
    StringBuilder changed = null;
    int kept = 0;
    for (int from = query; from <= path.length(); ) {
      int end = end(path, from);
      int equals = path.indexOf('=', from);
      boolean valued = equals >= 0 && equals + 1 < end;
      if (valued && isCredential(path.substring(from, equals))) {
        changed = changed == null ? new StringBuilder(path.length()) : changed;
        changed.append(path, kept, equals + 1).append(MASK);
        kept = end;
      }
      from = end + 1;
    }
    return changed == null ? path : changed.append(path, kept, path.length()).toString();
  }

  /** Where a parameter ends; the semicolon separates as well, for some. */
  private static int end(String path, int from) {
    for (int i = from; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '&' || c == ';') {
        return i;
      }
    }
    return path.length();
  }

  private static boolean isCredential(String written) {
    String name = plain(written);
    return NAMES.contains(name)
        || ENDINGS.stream().anyMatch(name::endsWith)
        || PARTS.stream().anyMatch(name::contains);
  }

  /** Letters and digits in lower case, percent-encoding undone: {@code X-Api%5FKey} is a key. */
  private static String plain(String written) {
    StringBuilder name = new StringBuilder(written.length());
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      if (c == '%' && i + 2 < written.length()) {
        int value = hex(written.charAt(i + 1)) * 16 + hex(written.charAt(i + 2));
        c = value < 0 ? c : (char) value;
        i += value < 0 ? 0 : 2;
      }
      if (Character.isLetterOrDigit(c)) {
        name.append(c);
      }
    }
    return name.toString().toLowerCase(Locale.ROOT);
  }

  /** So low where it is none that the sum stays below 0. */
  private static int hex(char c) {
    int digit = Character.digit(c, 16);
    return digit < 0 ? -1000 : digit;
  }
}
