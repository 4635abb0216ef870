package dev.fairlead.engine.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What the log says of a connection that broke. */
final class BreakageTest {
  @Test
  void whatTheSystemSaidIsRepeated() {
    assertThat(Breakage.words(new IOException("Connection reset by peer")))
        .isEqualTo("IOException: Connection reset by peer");
  }

  @Test
  void bytesInMessagesAreNot() {
    var plain = new NotSslRecordException("not an SSL/TLS record: 474554202f736563726574");
    String words = Breakage.words(new DecoderException(plain));
    assertThat(words)
        .contains("DecoderException", "because of NotSslRecordException")
        .doesNotContain("474554");
  }

  @Test
  void faultOfOursSaysWhere() {
    assertThat(Breakage.words(new IllegalArgumentException("Cookie: secret")))
        .startsWith("IllegalArgumentException at dev.fairlead.engine.loop.BreakageTest.")
        .doesNotContain("secret");
  }

  @Test
  void circleOfCausesEnds() {
    var one = new IOException("one");
    one.initCause(new IOException("two", one));
    assertThat(Breakage.words(one)).startsWith("IOException: one, because of IOException: two");
  }
}
