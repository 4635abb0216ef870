package dev.fairlead.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.message.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page that people see. */
final class ErrorPageTest {
  private static String page(Failure.Kind kind, String message) {
    return ErrorPage.html(new Failure(kind, message), "Title");
  }

  @ParameterizedTest
  @EnumSource(Failure.Kind.class)
  void everyKindHasAWholePage(Failure.Kind kind) {
    String page = page(kind, "why");
    assertThat(page)
        .startsWith("<!doctype html>")
        .contains("<title>" + kind.status() + " Title</title>", "<p>why</p>", "</main>")
        .doesNotContain("@status@", "@title@", "@here@", "@there@", "@hint@", "@message@");
  }

  @Test
  void nothingIsLoadedAndNothingRuns() {
    assertThat(page(Failure.Kind.DENIED, "why"))
        .doesNotContain("http:", "https:", "<script", "src=", "url(", "@import", "onload");
  }

  @Test
  void lightAndDark() {
    assertThat(page(Failure.Kind.DENIED, "why"))
        .contains("color-scheme:light dark", "prefers-color-scheme:dark");
  }

  @Test
  void theSentenceCannotBecomeMarkupOrBeFilledIn() {
    assertThat(page(Failure.Kind.DENIED, "<img src=x onerror='a'>\"&@hint@"))
        .contains("<p>&lt;img src=x onerror=&#39;a&#39;&gt;&quot;&amp;@hint@</p>");
  }

  @Test
  void theStationThatFailedIsMarked() {
    assertThat(page(Failure.Kind.DENIED, "why"))
        .contains("<li class=\"stop\">Proxy", "<li class=\"none\">Destination");
    assertThat(page(Failure.Kind.CONNECTION_REFUSED, "why"))
        .contains("<li class=\"ok\">Proxy", "<li class=\"stop\">Destination");
  }
}
