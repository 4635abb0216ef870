package dev.fairlead.app.config;

import dev.fairlead.app.config.bind.Schema;
import dev.fairlead.app.config.bind.Shape;
import dev.fairlead.app.config.bind.Shape.Field;
import dev.fairlead.app.config.bind.Shape.Items;
import dev.fairlead.app.config.bind.Shape.Named;
import dev.fairlead.app.config.bind.Shape.Section;
import dev.fairlead.app.config.bind.Shape.Single;
import dev.fairlead.app.config.read.KeyPath;
import dev.fairlead.app.config.read.Place;
import dev.fairlead.app.config.read.Problem;
import dev.fairlead.app.config.read.Problems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A change that comes through the API, as a merge patch (RFC 7396) for the overlay. Whoever holds
 * the token may change how traffic is treated; what runs programs, names files or decides whom
 * Fairlead trusts takes the right to write a file.
 */
public final class Patch {
  private static final Section SCHEMA = Schema.of(Config.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Place PLACE = new Place.Api();

  /** Sections that are beyond its reach, and why. */
  private static final Map<String, String> REFUSED =
      Map.of(
          "cli", "decides which programs run",
          "plugins", "decides which code runs",
          "include", "names files",
          "control", "decides who may change the configuration",
          "upstream.tls.ca", "decides whom Fairlead trusts");

  private final JsonNode changes;

  /**
   * @param changes an object
   */
  public Patch(JsonNode changes) {
    this.changes = changes;
  }

  /** Everything in it that may not be changed this way. */
  public List<Problem> refusals() {
    Problems problems = new Problems();
    judge(changes, Optional.of(SCHEMA), KeyPath.ROOT, problems);
    return problems.inOrder();
  }

  private static void judge(JsonNode node, Optional<Shape> shape, KeyPath path, Problems problems) {
    String reason = node.isNull() ? null : REFUSED.get(path.toString());
    if (reason == null && node.isString()) {
      reason = text(node.asString(), shape);
    }
    if (reason != null) {
      problems.error(
          PLACE, path, reason + ", so the API does not change it", "Write it into the file.");
      return;
    }
    if (node.isObject()) {
      node.forEachEntry(
          (name, value) -> judge(value, below(shape, name), path.key(name), problems));
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      judge(node.get(i), item(shape), path.item(i), problems);
    }
  }

  private static @Nullable String text(String text, Optional<Shape> shape) {
    if (shape.isPresent() && item(shape).orElse(shape.get()) instanceof Single single) {
      if (single.type() == Path.class) {
        return "names a file";
      }
    }
    if (text.contains("${")) {
      return "holds ${…}, which reads files and variables";
    }
    return text.startsWith("exec:") ? "runs a program" : null;
  }

  private static Optional<Shape> below(Optional<Shape> shape, String name) {
    return shape.flatMap(outer ->
        switch (outer) {
          case Section section -> section.field(name).map(Field::shape);
          case Named named -> Optional.of(named.value());
          case Items _, Single _ -> Optional.empty();
        });
  }

  private static Optional<Shape> item(Optional<Shape> shape) {
    return shape.flatMap(
        outer -> outer instanceof Items items ? Optional.of(items.item()) : Optional.empty());
  }

  /** The overlay after it; what is null in the patch is gone. */
  public String on(String overlay) {
    JsonNode before = parsed(overlay);
    JsonNode after = merged(before, changes);
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(after) + "\n";
  }

  private static JsonNode parsed(String overlay) {
    try {
      return JSON.readTree(overlay);
    } catch (JacksonException _) {
      // Somebody has broken it by hand: the next write makes it whole.
      return JSON.createObjectNode();
    }
  }

  private static JsonNode merged(JsonNode target, JsonNode patch) {
    if (!patch.isObject()) {
      return patch;
    }
    ObjectNode result = target.isObject() ? (ObjectNode) target : JSON.createObjectNode();
    patch.forEachEntry((name, value) -> {
      JsonNode old = result.get(name);
      if (value.isNull()) {
        result.remove(name);
      } else {
        result.set(name, merged(old == null ? JSON.createObjectNode() : old, value));
      }
    });
    return result;
  }

  /** Every key that it sets, whose value may come from elsewhere all the same. */
  public List<KeyPath> keys() {
    List<KeyPath> keys = new ArrayList<>();
    collect(changes, KeyPath.ROOT, keys);
    return keys;
  }

  private static void collect(JsonNode node, KeyPath path, List<KeyPath> keys) {
    if (node.isObject()) {
      node.forEachEntry((name, value) -> collect(value, path.key(name), keys));
    } else if (!node.isNull()) {
      keys.add(path);
    }
  }
}
