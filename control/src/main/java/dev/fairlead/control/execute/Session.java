package dev.fairlead.control.execute;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks up in {@code /proc} who belongs to a session; elsewhere nobody is found. */
final class Session {
  private static final Path PROCESSES = Path.of("/proc");
  private static final int SESSION = 3; // Behind the name: state, parent, group, session.

  private Session() {}

  static List<Integer> members(int session) {
    List<Integer> members = new ArrayList<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[1-9]*")) {
      for (Path process : processes) {
        if (belongs(process, session)) {
          members.add(Integer.valueOf(process.getFileName().toString()));
        }
      }
    } catch (IOException _) {
      // No /proc: the group is all that can be ended.
    }
    return members;
  }

  private static boolean belongs(Path process, int session) {
    try {
      String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", SESSION + 2);
      boolean zombie = fields[0].equals("Z");
      return !zombie && fields[SESSION].equals(Integer.toString(session));
    } catch (IOException | IndexOutOfBoundsException _) {
      return false; // It has ended meanwhile.
    }
  }
}
