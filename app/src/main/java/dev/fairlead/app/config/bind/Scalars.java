package dev.fairlead.app.config.bind;

import dev.fairlead.app.config.bind.Shape.Single;
import dev.fairlead.app.config.read.KeyPath;
import dev.fairlead.app.config.read.Node;
import dev.fairlead.app.config.read.Place;
import dev.fairlead.app.config.read.Problems;
import dev.fairlead.app.config.read.Quote;
import dev.fairlead.app.config.unit.ByteSize;
import dev.fairlead.app.config.unit.GatewayUrl;
import dev.fairlead.app.config.unit.Malformed;
import dev.fairlead.app.config.unit.Secret;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Turns single values into their types, within their ranges, without ever repeating a secret. */
final class Scalars {
  private static final int LONGEST = 16 * 1024;

  private final Problems problems;

  Scalars(Problems problems) {
    this.problems = problems;
  }

  @Nullable Object read(Single single, Node node, KeyPath path, Key key) {
    if (!(node instanceof Node.Scalar scalar)) {
      problems.error(
          node.place(),
          path,
          "is not a single value",
          "Write one value: " + single.text().label() + ".");
      return null;
    }
    try {
      if (scalar.text().length() > LONGEST) {
        throw new Malformed("is longer than 16KB", "Shorten it.");
      }
      Object value = single.text().parse().apply(scalar.text());
      requireInRange(value, key);
      exposed(value, scalar, path);
      return value instanceof Path file ? beside(scalar.place(), file) : value;
    } catch (Malformed e) {
      String shown = isSecret(single) ? "" : Quote.of(scalar.text()) + " ";
      problems.error(scalar.place(), path, shown + e.getMessage(), e.remedy());
      return null;
    }
  }

  private static void requireInRange(Object value, Key key) {
    boolean zero = value.equals(0) || value.equals(Duration.ZERO) || value.equals(new ByteSize(0));
    if (zero && key.zero().isEmpty()) {
      throw new Malformed("must be more than 0", "Write a larger value or leave the key out.");
    }
    if (value instanceof Integer number && number > key.max()) {
      throw new Malformed("is too large", "Write at most " + key.max() + ".");
    }
  }

  /** Names in a file are relative to that file; all others to where the program runs. */
  private static Path beside(Place place, Path named) {
    return place instanceof Place.File file ? file.path().resolveSibling(named) : named;
  }

  private void exposed(Object value, Node.Scalar scalar, KeyPath path) {
    boolean secret =
        value instanceof Secret || (value instanceof GatewayUrl url && url.user().isPresent());
    if (secret && scalar.verbatim() && scalar.place() instanceof Place.File file) {
      if (file.isSharedWithOthers()) {
        problems.warning(
            file,
            path,
            "is a secret in a file that other users may read",
            "Run: chmod 600 " + file.path() + " or refer to it as ${file:…} or ${NAME}.");
      }
    }
  }

  private static boolean isSecret(Single single) {
    return single.type() == Secret.class || single.type() == GatewayUrl.class;
  }
}
