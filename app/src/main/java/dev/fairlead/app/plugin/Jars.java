package dev.fairlead.app.plugin;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The jars of a folder as they are now; equal as long as nobody touches them. */
record Jars(List<Jar> jars) {
  private static final String FOLDER = "folder";

  /** One file. */
  record Jar(Path path, long size, FileTime modified) {}

  static Jars in(Path folder) throws PluginProblem {
    try (Stream<Path> files = Files.list(folder)) {
      requireOurs(folder);
      List<Jar> jars = new ArrayList<>();
      for (Path path : files.filter(file -> file.toString().endsWith(".jar")).sorted().toList()) {
        requireOurs(path);
        jars.add(new Jar(path, Files.size(path), Files.getLastModifiedTime(path)));
      }
      return new Jars(List.copyOf(jars));
    } catch (PluginProblem e) {
      throw e;
    } catch (IOException _) {
      throw new PluginProblem(
          FOLDER, "names " + folder + ", which is no folder that can be read", "Correct the name.");
    }
  }

  /** Whoever may write here runs code with our rights. */
  private static void requireOurs(Path path) throws IOException {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
      if (permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
        throw new PluginProblem(
            FOLDER, "holds " + path + ", which every user may write to", "Run: chmod o-w " + path);
      }
    } catch (UnsupportedOperationException _) {
      // Not a file system with such permissions.
    }
  }

  /** Nobody closes it: its files are let go of when the last of its classes is garbage. */
  URLClassLoader open() throws PluginProblem {
    URL[] urls = new URL[jars.size()];
    try {
      for (int i = 0; i < urls.length; i++) {
        urls[i] = jars.get(i).path().toUri().toURL();
      }
    } catch (MalformedURLException e) {
      throw new PluginProblem(FOLDER, "has an odd name: " + e.getMessage(), "Rename it.");
    }
    return new URLClassLoader("plugins", urls, Jars.class.getClassLoader());
  }
}
