package dev.fairlead.app;

import dev.fairlead.app.config.Config;
import dev.fairlead.app.config.ServerTls;
import dev.fairlead.app.config.Upstream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Files as they were at one moment; equal for as long as nobody has touched one. */
record FileStates(Map<Path, String> states) {
  static final FileStates NONE = new FileStates(Map.of());

  FileStates {
    states = Map.copyOf(states);
  }

  static FileStates of(Collection<Path> files) {
    Map<Path, String> states = new HashMap<>();
    files.forEach(file -> states.put(file, state(file)));
    return new FileStates(states);
  }

  /** These files and no others: as they were, where that is known, else as they are now. */
  FileStates only(Collection<Path> files) {
    Map<Path, String> kept = new HashMap<>();
    for (Path file : files) {
      String known = states.get(file);
      kept.put(file, known == null ? state(file) : known);
    }
    return new FileStates(kept);
  }

  FileStates now() {
    return of(states.keySet());
  }

  /** The certificates and keys that the configuration names: their content is part of it. */
  static Set<Path> certificates(Config config) {
    Set<Path> files = new LinkedHashSet<>();
    for (ServerTls.Certificate each : config.server().tls().all()) {
      files.add(each.cert());
      files.add(each.key());
    }
    files.addAll(upstreamCertificates(config.upstream().tls()));
    return files;
  }

  static Set<Path> upstreamCertificates(Upstream.Tls tls) {
    Set<Path> files = new LinkedHashSet<>(tls.ca());
    tls.cert().ifPresent(files::add);
    tls.key().ifPresent(files::add);
    return files;
  }

  private static String state(Path file) {
    try {
      BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
      return facts.lastModifiedTime() + "/" + facts.size() + "/" + facts.fileKey();
    } catch (IOException _) {
      return "absent";
    }
  }
}
