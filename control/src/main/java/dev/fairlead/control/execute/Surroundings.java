package dev.fairlead.control.execute;

import java.nio.file.Path;
import java.util.Map;

/** Where a process wakes up: its folder and its variables, of which none is ours. */
record Surroundings(Path folder, Map<String, String> variables) {
  /** Puts these variables in the place of whatever there is. */
  void replace(Map<String, String> environment) {
    environment.clear();
    environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
    environment.put("HOME", folder.toString());
    environment.put("LANG", "C.UTF-8");
    environment.putAll(variables);
  }
}
