package dev.fairlead.control.execute;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class TextDecoderTest {
  private static final String TEXT = "aé€😀\u0000\n";

  @Test
  void characterCutAnywhereIsWhole() {
    byte[] bytes = TEXT.getBytes(UTF_8);
    for (int cut = 0; cut <= bytes.length; cut++) {
      var decoder = new TextDecoder();
      String text =
          decoder.text(Arrays.copyOf(bytes, cut)).toString()
              + decoder.text(Arrays.copyOfRange(bytes, cut, bytes.length))
              + decoder.end();
      assertThat(text).as("cut at %d", cut).isEqualTo(TEXT);
    }
  }

  @Test
  void bytesOneByOneMakeTheSameText() {
    var decoder = new TextDecoder();
    StringBuilder text = new StringBuilder();
    for (byte b : TEXT.getBytes(UTF_8)) {
      text.append(decoder.text(new byte[] {b}));
    }
    assertThat(text.append(decoder.end())).hasToString(TEXT);
  }

  @Test
  void whatIsNoTextIsReplaced() {
    var decoder = new TextDecoder();
    assertThat(decoder.text(new byte[] {'a', (byte) 0xff, 'b'}).toString()).isEqualTo("a\ufffdb");
    assertThat(decoder.text(new byte[] {(byte) 0xe2, (byte) 0x82}).toString()).isEmpty();
    assertThat(decoder.end().toString()).isEqualTo("\ufffd");
  }

  @Test
  void cutTextEndsBeforeTheCharacterThatWasCut() {
    byte[] bytes = "a€".getBytes(UTF_8);
    assertThat(TextDecoder.whole(Arrays.copyOf(bytes, 3), true).toString()).isEqualTo("a");
    assertThat(TextDecoder.whole(Arrays.copyOf(bytes, 3), false).toString()).isEqualTo("a\ufffd");
  }
}
