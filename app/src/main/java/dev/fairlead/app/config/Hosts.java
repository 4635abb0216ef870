package dev.fairlead.app.config;

import dev.fairlead.app.config.bind.Scope;
import dev.fairlead.app.config.unit.Addresses;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The form of host names and of rules over them; what rules mean is decided elsewhere. A list that
 * lost a broken element is left alone, because its indices are no longer those of the document.
 */
final class Hosts {
  private static final Pattern JUNK = Pattern.compile("[\\s,?#@|(){}^$\\\\]");
  private static final String FORMS =
      "Write example.com, *.example.com, google.*, * or -example.com to exclude.";

  private Hosts() {}

  static void require(Scope scope, String key, List<String> hosts) {
    if (scope.isBroken(key)) {
      return;
    }
    for (int i = 0; i < hosts.size(); i++) {
      if (!Addresses.isHost(hosts.get(i))) {
        scope.error(key + "[" + i + "]", "is not a host name or address", "Write a bare name.");
      }
    }
  }

  static void requireRules(Scope scope, String key, List<String> rules) {
    if (scope.isBroken(key)) {
      return;
    }
    for (int i = 0; i < rules.size(); i++) {
      String at = key + "[" + i + "]";
      String rule = rules.get(i);
      if (rule.contains("://")) {
        scope.error(at, "is a URL, and rules match host names", "Write the host alone.");
      } else if (JUNK.matcher(rule.strip()).find()) {
        scope.error(at, "is not one host rule", FORMS);
      } else if (rule.strip().equals("-")) {
        scope.error(at, "excludes nothing", FORMS);
      }
    }
  }
}
