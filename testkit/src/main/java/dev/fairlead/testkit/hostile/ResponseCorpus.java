package dev.fairlead.testkit.hostile;

import dev.fairlead.testkit.hostile.HostileResponse.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Collects the responses of one category; the refining calls speak about the response added last.
 */
final class ResponseCorpus {
  private final String category;
  private final List<HostileResponse> cases = new ArrayList<>();

  ResponseCorpus(String category) {
    this.category = category;
  }

  /** RFC 9112 §6.3 asks for 502 or a close. */
  ResponseCorpus reject(String id, String rfc, String bytes) {
    return add(id, rfc, Expectation.MUST_REJECT, bytes);
  }

  ResponseCorpus guard(String id, String rfc, String bytes) {
    return add(id, rfc, Expectation.NEVER_AMBIGUOUS, bytes);
  }

  ResponseCorpus pass(String id, String rfc, String bytes) {
    return add(id, rfc, Expectation.MUST_PASS, bytes);
  }

  /** The origin closes after the bytes. */
  ResponseCorpus close() {
    return last(c ->
        with(c, c.method(), c.requestLines(), Ending.CLOSE, c.poisons(), c.incomplete(), c.body()));
  }

  /** The origin resets the connection after the bytes. */
  ResponseCorpus reset() {
    return last(c ->
        with(c, c.method(), c.requestLines(), Ending.RESET, c.poisons(), c.incomplete(), c.body()));
  }

  /** The upstream connection must not be used again. */
  ResponseCorpus poisons() {
    return last(
        c -> with(c, c.method(), c.requestLines(), c.ending(), true, c.incomplete(), c.body()));
  }

  /** The end is missing, and the client must be able to tell. */
  ResponseCorpus incomplete() {
    return last(
        c -> with(c, c.method(), c.requestLines(), c.ending(), c.poisons(), true, c.body()));
  }

  /** It answers that method. */
  ResponseCorpus to(String method) {
    return last(
        c -> with(c, method, c.requestLines(), c.ending(), c.poisons(), c.incomplete(), c.body()));
  }

  /** It answers a request with these lines. */
  ResponseCorpus asked(String requestLines) {
    return last(
        c -> with(c, c.method(), requestLines, c.ending(), c.poisons(), c.incomplete(), c.body()));
  }

  /** If it passes, with this body. */
  ResponseCorpus body(String body) {
    return last(
        c -> with(c, c.method(), c.requestLines(), c.ending(), c.poisons(), c.incomplete(), body));
  }

  List<HostileResponse> list() {
    return List.copyOf(cases);
  }

  private ResponseCorpus add(String id, String rfc, Expectation expectation, String bytes) {
    cases.add(
        new HostileResponse(
            id, category, rfc, expectation, "GET", "", bytes, Ending.KEEP, false, false, null));
    return this;
  }

  private static HostileResponse with(
      HostileResponse c,
      String method,
      String requestLines,
      Ending ending,
      boolean poisons,
      boolean incomplete,
      @Nullable String body) {
    return new HostileResponse(
        c.id(),
        c.category(),
        c.rfc(),
        c.expectation(),
        method,
        requestLines,
        c.bytes(),
        ending,
        poisons,
        incomplete,
        body);
  }

  private ResponseCorpus last(UnaryOperator<HostileResponse> change) {
    cases.addLast(change.apply(cases.removeLast()));
    return this;
  }
}
