package dev.fairlead.filters.inspection.filetype;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What files are by their first bytes, and whether that is what they are called. */
final class FileTypeTest {
  private static @Nullable FileType type(String begin, int length) {
    byte[] file = Arrays.copyOf(begin.getBytes(ISO_8859_1), length);
    return FileType.of(file, length);
  }

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "MZ,WINDOWS",
        "\u007fELF,ELF",
        "\u00cf\u00fa\u00ed\u00fe,MACHO",
        "#!/bin/sh,SCRIPT",
        "#! /usr/bin/env python,SCRIPT",
        "PK\u0003\u0004,ZIP",
        "\u001f\u008b\b,GZIP",
        "7z\u00bc\u00af'\u001c,SEVEN_ZIP",
        "Rar!\u001a\u0007,RAR",
        "BZh91AY&SY,BZIP2",
        "%PDF-1.7,PDF",
        "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1,OLE",
        "\u00ff\u00d8\u00ff\u00e0,JPEG",
        "GIF89a,GIF",
        "RIFFxxxxWEBPVP8,WEBP",
      })
  void firstBytesTellTheType(String begin, FileType expected) {
    assertThat(type(begin, 200)).isEqualTo(expected);
  }

  @Test
  void classesAndFatProgramsShareAMagicNumber() {
    assertThat(type("\u00ca\u00fe\u00ba\u00be\0\0\0E", 64)).isEqualTo(FileType.CLASS);
    assertThat(type("\u00ca\u00fe\u00ba\u00be\0\0\0\2", 64)).isEqualTo(FileType.MACHO);
  }

  @Test
  void aTarIsKnownInItsMiddle() {
    byte[] file = new byte[512];
    System.arraycopy("ustar".getBytes(ISO_8859_1), 0, file, 257, 5);
    Prefix prefix = new Prefix();
    assertThat(prefix.add(Unpooled.wrappedBuffer(file, 0, 100))).isFalse();
    assertThat(prefix.type()).isNull();
    assertThat(prefix.add(Unpooled.wrappedBuffer(file, 100, 412))).isTrue();
    assertThat(prefix.type()).isEqualTo(FileType.TAR);
  }

  @Test
  void textThatOnlyBeginsAlikeIsText() {
    assertThat(type("MZ is what Mark Zbikowski wrote into every program; nobody knows why.", 64))
        .isNull();
    assertThat(type("# a heading", 64)).isNull();
    assertThat(type("BZhello", 64)).isNull();
    assertThat(type("", 0)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "image/png, PNG, false",
    "image/png, JPEG, true",
    "image/png, , true",
    "text/html, WINDOWS, true",
    "text/html, , false",
    "text/plain, SCRIPT, false",
    "image/jpeg, SCRIPT, true",
    "application/json, ELF, true",
    "application/ld+json, ZIP, true",
    "application/octet-stream, ELF, false",
    "'', ELF, false",
    "application/vnd.oasis.opendocument.text, ZIP, false",
    "application/x-executable, ELF, false",
    "application/pdf, PDF, false",
    "application/pdf, WINDOWS, true",
    "image/svg+xml, GZIP, false",
  })
  void declaredTypesAreComparedWithWhatIsThere(
      String mediaType, @Nullable FileType found, boolean contradicts) {
    assertThat(FileType.contradicts(mediaType, found)).isEqualTo(contradicts);
  }
}
