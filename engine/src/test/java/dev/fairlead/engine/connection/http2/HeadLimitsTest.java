package dev.fairlead.engine.connection.http2;

import static dev.fairlead.engine.connection.http2.Conversation.GET;
import static dev.fairlead.engine.connection.http2.Conversation.POST;
import static dev.fairlead.engine.connection.http2.Conversation.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.message.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many fields a section may have, as HTTP/1 counts them. */
class HeadLimitsTest {
  private final Conversation talk = new Conversation();

  @AfterEach
  void close() {
    talk.close();
  }

  @Test
  void asManyFieldsAsAllowedPass() {
    talk.wire.headers(1, true, with(GET, repeated("a", "b", 200)));

    assertThat(talk.last().head.headers().size()).isEqualTo(200);
  }

  @Test
  void oneFieldMoreIsAnswered() {
    talk.wire.headers(1, true, with(GET, repeated("a", "b", 201)));

    assertThat(talk.exchanges).isEmpty();
    assertThat(talk.wire.frames()).first().asString().startsWith("HEADERS 1 :status=431 ");
  }

  @Test
  void trailersAreCountedToo() {
    talk.wire.headers(1, false, POST);
    talk.wire.headers(1, true, repeated("a", "b", 201));

    assertThat(talk.wire.frames()).containsExactly("RST_STREAM 1 PROTOCOL_ERROR");
  }

  @Test
  void crumbsOfACookieAreOneField() {
    talk.wire.headers(1, true, with(with(GET, repeated("cookie", "a=b", 300)), "accept", "*/*"));

    Headers headers = talk.last().head.headers();
    assertThat(headers.size()).isEqualTo(2);
    assertThat(headers.value(0)).isEqualTo("a=b" + "; a=b".repeat(299));
    assertThat(headers.value(1)).isEqualTo("*/*");
  }

  @Test
  void leadingZerosOfALengthAreDropped() {
    talk.wire.headers(1, false, with(POST, "content-length", "0010"));

    assertThat(talk.last().head.bodyLength()).isEqualTo(10);
    assertThat(talk.last().head.headers()).hasToString("Content-Length: 10\n");
  }

  private static String[] repeated(String name, String value, int times) {
    String[] fields = new String[2 * times];
    for (int i = 0; i < fields.length; i += 2) {
      fields[i] = name;
      fields[i + 1] = value;
    }
    return fields;
  }
}
