package dev.fairlead.app.config.read;

import java.nio.file.Path;

/** Where a value was said; prints as the origin that a person is shown. */
public sealed interface Place {
  /** A position in a file; lines and columns count from 1, and line 0 is the file as a whole. */
  record File(Path path, int line, int column) implements Place {
    /** Whether group or others may read the file; false where there is no such notion. */
    public boolean isSharedWithOthers() {
      return TextFile.isSharedWithOthers(path);
    }

    @Override
    public String toString() {
      return line == 0 ? path.toString() : path + ":" + line + ":" + column;
    }
  }

  /** An environment variable. */
  record Env(String name) implements Place {
    @Override
    public String toString() {
      return "env " + name;
    }
  }

  /** A command line flag, with its dashes. */
  record Flag(String name) implements Place {
    @Override
    public String toString() {
      return "flag " + name;
    }
  }

  /** A request to the control plane. */
  record Api() implements Place {
    @Override
    public String toString() {
      return "request";
    }
  }

  /** Nobody said it. */
  record Default() implements Place {
    @Override
    public String toString() {
      return "default";
    }
  }

  /** Gives a position inside one source its place. */
  @FunctionalInterface
  interface Source {
    Place at(int line, int column);

    static Source file(Path path) {
      return (line, column) -> new File(path, line, column);
    }
  }
}
