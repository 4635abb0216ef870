package dev.fairlead.app.config.bind;

import dev.fairlead.app.config.bind.Shape.Named;
import dev.fairlead.app.config.bind.Shape.Section;
import dev.fairlead.app.config.read.KeyPath;
import dev.fairlead.app.config.read.Node;
import dev.fairlead.app.config.read.Place;
import dev.fairlead.app.config.read.Problems;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a tree of command line flags; a key that does not exist is told by the binder. */
public final class Flags {
  private Flags() {}

  /** A flag that stands for a key: {@code --port}, {@code server.port}, its value. */
  public record Flag(String name, String key, String value) {}

  /** What the flags say, as a document would; of two for one key the later counts. */
  public static Node tree(Section schema, Collection<Flag> flags, Problems problems) {
    Node tree = new Node.Nothing(new Place.Default());
    for (Flag flag : flags) {
      var place = new Place.Flag(flag.name());
      List<String> parts = KeyPath.of(flag.key()).parts();
      Node value =
          shape(schema, parts)
              .map(shape -> Variables.value(shape, flag.value(), place, problems))
              .orElseGet(() -> new Node.Scalar(flag.value(), place));
      for (String part : parts.reversed()) {
        value = new Node.Mapping(Map.of(part, new Node.Entry(place, value)), place);
      }
      tree = tree.overlaidWith(value);
    }
    return tree;
  }

  private static Optional<Shape> shape(Shape from, List<String> parts) {
    if (parts.isEmpty()) {
      return Optional.of(from);
    }
    List<String> rest = parts.subList(1, parts.size());
    return switch (from) {
      case Section section ->
          section.field(parts.getFirst()).flatMap(field -> shape(field.shape(), rest));
      case Named named -> shape(named.value(), rest);
      case Shape.Single _, Shape.Items _ -> Optional.empty();
    };
  }
}
