package dev.fairlead.app.config.read;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.events.StreamEndEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** YAML 1.2 from its events, because only they carry positions and stop at any depth we like. */
final class YamlSyntax {
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

  private final Builder builder;
  private final Iterator<Event> events;
  private final Map<Anchor, Anchored> anchors = new HashMap<>();

  private record Anchored(Node node, int weight) {}

  YamlSyntax(String text, Builder builder) {
    this.builder = builder;
    var settings = LoadSettings.builder().setCodePointLimit(TextFile.LARGEST).build();
    this.events = new Parse(settings).parseString(text).iterator();
  }

  Node parse() throws Unreadable {
    try {
      events.next();
      Event event = events.next();
      if (event instanceof StreamEndEvent) {
        return new Node.Nothing(builder.at(1, 1));
      }
      Node root = node(event instanceof DocumentStartEvent ? events.next() : event);
      events.next();
      Event last = events.next();
      if (last instanceof DocumentStartEvent) {
        throw new Unreadable(place(last), "a second document begins here", "Keep one per file.");
      }
      return root;
    } catch (MarkedYamlEngineException e) {
      throw new Unreadable(
          place(e.getProblemMark()), "not valid YAML: " + oneLine(e.getProblem()), "Correct it.");
    } catch (YamlEngineException e) {
      throw new Unreadable(
          builder.at(0, 0),
          "not valid YAML: " + oneLine(String.valueOf(e.getMessage())),
          "Correct it.");
    }
  }

  private Node node(Event event) throws Unreadable {
    Place place = place(event);
    int before = builder.counted();
    builder.count(1, place);
    Node node =
        switch (event) {
          case ScalarEvent scalar -> scalar(scalar, place);
          case AliasEvent alias -> alias(alias.getAlias(), place);
          case MappingStartEvent _ -> mapping(place);
          case SequenceStartEvent _ -> sequence(place);
          default -> throw new Unreadable(place, "not valid YAML here", "Correct it.");
        };
    if (event instanceof NodeEvent named && !(event instanceof AliasEvent)) {
      named
          .getAnchor()
          .ifPresent(a -> anchors.put(a, new Anchored(node, builder.counted() - before)));
    }
    return node;
  }

  private static Node scalar(ScalarEvent event, Place place) {
    boolean nothing =
        event.isPlain() && event.getTag().isEmpty() && NULLS.contains(event.getValue());
    return nothing ? new Node.Nothing(place) : new Node.Scalar(event.getValue(), place);
  }

  private Node alias(Anchor anchor, Place place) throws Unreadable {
    Anchored known = anchors.get(anchor);
    if (known == null) {
      throw new Unreadable(
          place,
          "the alias *" + Quote.inner(anchor.getValue()) + " has no anchor before it",
          "Quote values that begin with an asterisk, such as \"*.example.com\".");
    }
    builder.count(known.weight, place);
    return known.node;
  }

  private Node mapping(Place place) throws Unreadable {
    builder.enter(place);
    Map<String, Node.Entry> entries = builder.entries();
    for (Event event = events.next(); !(event instanceof MappingEndEvent); event = events.next()) {
      if (!(event instanceof ScalarEvent key)) {
        throw new Unreadable(place(event), "a key is not a plain word", "Quote it if it is one.");
      }
      builder.put(entries, key.getValue(), new Node.Entry(place(key), node(events.next())));
    }
    builder.leave();
    return new Node.Mapping(entries, place);
  }

  private Node sequence(Place place) throws Unreadable {
    builder.enter(place);
    List<Node> items = new ArrayList<>();
    for (Event event = events.next(); !(event instanceof SequenceEndEvent); event = events.next()) {
      items.add(node(event));
    }
    builder.leave();
    return new Node.Sequence(items, place);
  }

  private Place place(Event event) {
    return place(event.getStartMark());
  }

  private Place place(Optional<Mark> mark) {
    return mark.map(m -> builder.at(m.getLine() + 1, m.getColumn() + 1))
        .orElseGet(() -> builder.at(0, 0));
  }

  private static String oneLine(String message) {
    return message.lines().findFirst().orElse("");
  }
}
