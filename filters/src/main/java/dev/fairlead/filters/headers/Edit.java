package dev.fairlead.filters.headers;

import dev.fairlead.engine.filter.FilterContext;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.Tokens;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One change of one field. */
public final class Edit {
  /** What to do with a field. */
  public enum Kind {
    /** Takes away all of that name. */
    REMOVE,
    /** Replaces all of that name by one; by none if the value turns out to be empty. */
    SET,
    /** Adds one if there is none of that name. */
    SET_IF_ABSENT,
    /** Adds one beside those that are there. */
    ADD
  }

  /** Names that frame the message or belong to one hop: they are made anew by us. */
  private static final Set<String> OURS =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "http2-settings",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private final Kind kind;
  private final FieldName name;
  private final @Nullable Template value;

  private Edit(Kind kind, FieldName name, @Nullable Template value) {
    this.kind = kind;
    this.name = name;
    this.value = value;
  }

  /**
   * Compiles a change.
   *
   * @param value with {@code %{variables}}; of no meaning for {@link Kind#REMOVE}
   * @throws IllegalArgumentException with what is wrong and the remedy
   */
  public static Edit of(Kind kind, String name, String value) {
    if (!Tokens.isToken(name)) {
      throw new IllegalArgumentException("is no header name; write one such as X-Client");
    }
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.equals("host")) {
      throw new IllegalArgumentException(
          "is decided by the route; see routing.rules[].forward.preserve_host");
    }
    if (OURS.contains(lower)) {
      throw new IllegalArgumentException(
          "frames the message or belongs to one connection, and Fairlead writes it itself; take the"
              + " rule away");
    }
    Template template = kind == Kind.REMOVE ? null : Template.parse(value);
    return new Edit(kind, FieldName.of(name), template);
  }

  void apply(Headers fields, FilterContext exchange, Instant now) {
    String text = value == null ? "" : value.of(exchange, now);
    switch (kind) {
      case REMOVE -> fields.remove(name);
      case SET -> {
        fields.remove(name);
        add(fields, text);
      }
      case SET_IF_ABSENT -> {
        if (!fields.contains(name)) {
          add(fields, text);
        }
      }
      case ADD -> add(fields, text);
    }
  }

  /** A field without a value says nothing, and so is not sent. */
  private void add(Headers fields, String text) {
    if (!text.isEmpty()) {
      fields.add(name, text);
    }
  }

  static void applyAll(List<Edit> edits, Headers fields, FilterContext exchange, Instant now) {
    for (Edit edit : edits) {
      edit.apply(fields, exchange, now);
    }
  }
}
