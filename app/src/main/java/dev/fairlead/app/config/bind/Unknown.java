package dev.fairlead.app.config.bind;

import dev.fairlead.app.config.bind.Shape.Field;
import dev.fairlead.app.config.bind.Shape.Section;
import dev.fairlead.app.config.read.KeyPath;
import dev.fairlead.app.config.read.Place;
import dev.fairlead.app.config.read.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** The answer to a key that does not exist. */
final class Unknown {
  private Unknown() {}

  static Problem key(Section section, String name, Place place, KeyPath path) {
    for (Absent absent : section.absent()) {
      if (List.of(absent.value()).contains(name)) {
        return Problem.error(place, path.key(name), absent.because(), absent.instead());
      }
    }
    List<String> known = section.fields().stream().map(Field::name).toList();
    String remedy =
        Nearest.to(name, known)
            .map(near -> "Did you mean " + near + "?")
            .orElseGet(() -> "Known here: " + listed(known) + ".");
    return Problem.error(place, path.key(name), "is not a known key", remedy);
  }

  private static String listed(List<String> known) {
    return known.stream().collect(Collectors.joining(", "));
  }
}
