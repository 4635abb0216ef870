package dev.fairlead.testkit.hostile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Collects the requests of one category; the refining calls speak about the request added last. */
final class RequestCorpus {
  private final String category;
  private final List<HostileRequest> cases = new ArrayList<>();

  RequestCorpus(String category) {
    this.category = category;
  }

  RequestCorpus reject(String id, String rfc, String template) {
    return add(id, rfc, Expectation.MUST_REJECT, template);
  }

  RequestCorpus guard(String id, String rfc, String template) {
    return add(id, rfc, Expectation.NEVER_AMBIGUOUS, template);
  }

  RequestCorpus pass(String id, String rfc, String template) {
    return add(id, rfc, Expectation.MUST_PASS, template);
  }

  /** Applies to this mode alone. */
  RequestCorpus only(Mode mode) {
    return last(c ->
        new HostileRequest(
            c.id(),
            c.category(),
            c.rfc(),
            c.expectation(),
            c.template(),
            Set.of(mode),
            c.requests(),
            c.body(),
            c.never()));
  }

  /** If it arrives, the first request has this body. */
  RequestCorpus body(String body) {
    return last(c ->
        new HostileRequest(
            c.id(),
            c.category(),
            c.rfc(),
            c.expectation(),
            c.template(),
            c.modes(),
            c.requests(),
            body,
            c.never()));
  }

  /** If it arrives, it comes without these fields. */
  RequestCorpus never(String... names) {
    return last(c ->
        new HostileRequest(
            c.id(),
            c.category(),
            c.rfc(),
            c.expectation(),
            c.template(),
            c.modes(),
            c.requests(),
            c.body(),
            new HashSet<>(Arrays.asList(names))));
  }

  List<HostileRequest> list() {
    return List.copyOf(cases);
  }

  /** A GET of {@code /victim} with further lines (without line ends). */
  static String get(String... lines) {
    return "GET {T}/victim HTTP/1.1\r\nHost: {H}\r\n" + block(lines);
  }

  /** A POST to {@code /victim} with further lines, followed by whatever bytes. */
  static String post(String bytes, String... lines) {
    return "POST {T}/victim HTTP/1.1\r\nHost: {H}\r\n" + block(lines) + bytes;
  }

  /** A chunked POST with these bytes after the head. */
  static String chunked(String bytes) {
    return post(bytes, "Transfer-Encoding: chunked");
  }

  private static String block(String... lines) {
    var text = new StringBuilder();
    for (String line : lines) text.append(line).append("\r\n");
    return text.append("\r\n").toString();
  }

  private RequestCorpus add(String id, String rfc, Expectation expectation, String template) {
    cases.add(
        new HostileRequest(
            id,
            category,
            rfc,
            expectation,
            template,
            EnumSet.allOf(Mode.class),
            template.contains("/next ") ? 2 : 1,
            null,
            Set.of()));
    return this;
  }

  private RequestCorpus last(UnaryOperator<HostileRequest> change) {
    cases.addLast(change.apply(cases.removeLast()));
    return this;
  }
}
