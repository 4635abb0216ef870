package dev.fairlead.engine.rules;

import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.RequestHead;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a routing rule asks of a request besides its host. */
record Condition(List<PathPattern> paths, List<String> methods, List<Field> headers) {
  /** A header condition, prepared. */
  record Field(FieldName name, @Nullable String value) {
    boolean matches(Headers headers) {
      for (int i = headers.find(name, 0); i >= 0; i = headers.find(name, i + 1)) {
        if (value == null || headers.valueView(i).contentEquals(value)) {
          return true;
        }
      }
      return false;
    }
  }

  boolean looksAtPath() {
    return !paths.isEmpty();
  }

  /** Whether all holds. A path with more than one reading matches, so that it can be refused. */
  boolean matches(RequestHead head, @Nullable String view) {
    return matchesMethod(head.method().name())
        && matchesPath(view)
        && matchesHeaders(head.headers());
  }

  private boolean matchesMethod(String method) {
    return methods.isEmpty() || methods.contains(method);
  }

  private boolean matchesPath(@Nullable String view) {
    if (paths.isEmpty() || view == null) {
      return true;
    }
    for (PathPattern path : paths) {
      if (path.matches(view)) {
        return true;
      }
    }
    return false;
  }

  private boolean matchesHeaders(Headers fields) {
    for (Field header : headers) {
      if (!header.matches(fields)) {
        return false;
      }
    }
    return true;
  }
}
