package dev.fairlead.testkit.hostile;

import dev.fairlead.testkit.Field;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects HTTP/2 cases; fields are written as name and value in turn. */
final class H2Corpus {
  private final String category;
  private final List<HostileH2> cases = new ArrayList<>();

  H2Corpus(String category) {
    this.category = category;
  }

  /** RFC 9113 §8.1.1 calls it malformed: a stream error. */
  H2Corpus reject(String id, String rfc, List<Field> fields) {
    return add(id, rfc, Expectation.MUST_REJECT, fields);
  }

  H2Corpus guard(String id, String rfc, List<Field> fields) {
    return add(id, rfc, Expectation.NEVER_AMBIGUOUS, fields);
  }

  H2Corpus pass(String id, String rfc, List<Field> fields) {
    return add(id, rfc, Expectation.MUST_PASS, fields);
  }

  /** With these DATA frames. */
  H2Corpus data(String... data) {
    HostileH2 c = cases.removeLast();
    return put(c, List.of(data), c.trailers(), String.join("", data));
  }

  /** With these trailers, name and value in turn. */
  H2Corpus trailers(String... pairs) {
    HostileH2 c = cases.removeLast();
    return put(c, c.data(), fields(pairs), c.body());
  }

  List<HostileH2> list() {
    return List.copyOf(cases);
  }

  static List<Field> fields(String... pairs) {
    var fields = new ArrayList<Field>();
    for (int i = 0; i < pairs.length; i += 2) fields.add(new Field(pairs[i], pairs[i + 1]));
    return List.copyOf(fields);
  }

  /** A correct GET of {@code /victim} with further fields. */
  static List<Field> get(String... more) {
    return request("GET", more);
  }

  /** A correct POST to {@code /victim} with further fields. */
  static List<Field> post(String... more) {
    return request("POST", more);
  }

  /** A GET in which one pseudo-header field has another value, or is left out for null. */
  static List<Field> with(String name, @Nullable String value) {
    var fields = new ArrayList<Field>();
    for (Field field : get()) {
      if (!field.name().equals(name)) fields.add(field);
      else if (value != null) fields.add(new Field(name, value));
    }
    return fields;
  }

  private static List<Field> request(String method, String... more) {
    var fields =
        new ArrayList<>(
            fields(":method", method, ":scheme", "http", ":authority", "{H}", ":path", "/victim"));
    fields.addAll(fields(more));
    return fields;
  }

  private H2Corpus add(String id, String rfc, Expectation expectation, List<Field> fields) {
    cases.add(new HostileH2(id, category, rfc, expectation, fields, null, null, null));
    return this;
  }

  private H2Corpus put(
      HostileH2 c,
      @Nullable List<String> data,
      @Nullable List<Field> trailers,
      @Nullable String body) {
    cases.add(
        new HostileH2(
            c.id(), c.category(), c.rfc(), c.expectation(), c.fields(), data, trailers, body));
    return this;
  }
}
