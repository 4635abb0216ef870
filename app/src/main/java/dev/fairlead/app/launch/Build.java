package dev.fairlead.app.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which build of Fairlead is running, as Maven wrote it down.
 *
 * @param commit the abbreviated commit, with {@code +} where the tree had changes; empty outside
 *     git
 */
public record Build(String version, String commit) {

  /** The build that this class was compiled in. */
  public static Build current() {
    return read("build.properties");
  }

  /** The line for {@code --version} and the start of a log. */
  public String line() {
    return "fairlead " + version + (commit.isEmpty() ? "" : " (" + commit + ")");
  }

  private static Build read(String resource) {
    Properties properties = new Properties();
    try (var in = Build.class.getResourceAsStream(resource)) {
      if (in == null) throw new IllegalStateException(resource + " is not on the class path");
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Build(properties.getProperty("version", ""), properties.getProperty("commit", ""));
  }
}
