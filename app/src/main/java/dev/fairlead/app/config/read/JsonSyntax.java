package dev.fairlead.app.config.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** JSON as RFC 8259 has it, token by token. */
final class JsonSyntax {
  private static final JsonFactory FACTORY = JsonFactory.builder().build();

  private final Builder builder;
  private final JsonParser parser;

  JsonSyntax(String text, Builder builder) {
    this.builder = builder;
    this.parser = FACTORY.createParser(ObjectReadContext.empty(), text);
  }

  Node parse() throws Unreadable {
    try (parser) {
      if (parser.nextToken() == null) {
        return new Node.Nothing(builder.at(1, 1));
      }
      Node root = node();
      if (parser.nextToken() != null) {
        throw new Unreadable(place(), "something follows the document", "Remove it.");
      }
      return root;
    } catch (JacksonException e) {
      String what = e.getOriginalMessage().lines().findFirst().orElse("");
      throw new Unreadable(place(e.getLocation()), "not valid JSON: " + what, "Correct it.");
    }
  }

  private Node node() throws Unreadable {
    Place place = place();
    builder.count(1, place);
    return switch (parser.currentToken()) {
      case START_OBJECT -> mapping(place);
      case START_ARRAY -> sequence(place);
      case VALUE_NULL -> new Node.Nothing(place);
      default -> new Node.Scalar(parser.getString(), place);
    };
  }

  private Node mapping(Place place) throws Unreadable {
    builder.enter(place);
    Map<String, Node.Entry> entries = builder.entries();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      Place keyPlace = place();
      parser.nextToken();
      builder.put(entries, key, new Node.Entry(keyPlace, node()));
    }
    builder.leave();
    return new Node.Mapping(entries, place);
  }

  private Node sequence(Place place) throws Unreadable {
    builder.enter(place);
    List<Node> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(node());
    }
    builder.leave();
    return new Node.Sequence(items, place);
  }

  private Place place() {
    return place(parser.currentTokenLocation());
  }

  private Place place(TokenStreamLocation location) {
    return location.getLineNr() < 1
        ? builder.at(0, 0)
        : builder.at(location.getLineNr(), location.getColumnNr());
  }
}
