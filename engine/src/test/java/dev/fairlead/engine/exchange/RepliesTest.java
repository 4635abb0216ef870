package dev.fairlead.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.Method;
import dev.fairlead.engine.message.RequestHead;
import dev.fairlead.engine.message.Route;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The responses that are ours, and the date that every response has. */
final class RepliesTest {
  private final Playbook play = new Playbook();

  private Headers refused(Failure.Kind kind, String message, RequestHead head) {
    play.route = new Route.Refused(Door.FORWARD, "rule", new Failure(kind, message));
    return play.whole(head).response().headers();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "text/html,text/html; charset=utf-8,<!doctype html>",
        "'application/xhtml+xml, text/html;q=0.9',text/html; charset=utf-8,<!doctype html>",
        "application/json,application/problem+json,'{\"type\":\"about:blank\"'",
        "*/*,text/plain; charset=utf-8,403 Forbidden: no",
        "-,text/plain; charset=utf-8,403 Forbidden: no"
      })
  void bodyIsWhatTheClientPrefers(String accept, String type, String begins) {
    RequestHead head = accept == null ? Asked.get() : Asked.get("Accept", accept);
    Headers fields = refused(Failure.Kind.DENIED, "no", head);
    assertThat(fields.get(FieldName.CONTENT_TYPE)).isEqualTo(type);
    assertThat(play.client.body.toString()).startsWith(begins);
    assertThat(fields.get(FieldName.CONTENT_LENGTH)).isEqualTo("" + play.client.body.length());
  }

  @Test
  void proxyStatusSaysWhatFailedAndQuotesTheSentence() {
    Headers fields = refused(Failure.Kind.NO_NAME, "no \"name\" \\ here\r\nX: y", Asked.get());
    assertThat(fields.get(FieldName.PROXY_STATUS))
        .isEqualTo("fairlead; error=dns_error; details=\"no \\\"name\\\" \\\\ hereX: y\"");
  }

  @Test
  void pageAndProblemEscapeTheSentence() {
    refused(Failure.Kind.DENIED, "<b>\"&", Asked.get("Accept", "text/html"));
    assertThat(play.client.body.toString()).contains("<p>&lt;b&gt;&quot;&amp;</p>");
    RepliesTest other = new RepliesTest();
    other.refused(Failure.Kind.DENIED, "a\"b\\c\nd", Asked.get("Accept", "application/json"));
    assertThat(other.play.client.body.toString()).contains("\"detail\":\"a\\\"b\\\\c d\"");
  }

  @Test
  void headIsToldTheLengthAndGetsNoBody() {
    Headers fields = refused(Failure.Kind.DENIED, "no", Asked.of(Method.HEAD, 0));
    assertThat(play.client.body).isEmpty();
    assertThat(fields.get(FieldName.CONTENT_LENGTH)).isNotEqualTo("0");
  }

  @ParameterizedTest
  @CsvSource({"OVERLOADED,1", "DRAINING,1", "DENIED,"})
  void onlyPassingTroubleAsksToComeBack(Failure.Kind kind, String after) {
    assertThat(refused(kind, "no", Asked.get()).get(FieldName.RETRY_AFTER)).isEqualTo(after);
  }

  @Test
  void responsesWithoutADateGetOneAndOthersKeepTheirs() {
    play.whole(Asked.get()).connects().answers(200);
    assertThat(play.response().headers().all(FieldName.DATE))
        .containsExactly("Sun, 06 Nov 1994 08:49:37 GMT");
    assertThat(refusedDate()).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
  }

  private static String refusedDate() {
    return new RepliesTest()
        .refused(Failure.Kind.DENIED, "no", Asked.get())
        .all(FieldName.DATE)
        .getFirst();
  }
}
