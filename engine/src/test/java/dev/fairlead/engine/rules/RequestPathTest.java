package dev.fairlead.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestPathTest {
  @ParameterizedTest
  @CsvSource({
    "/, /",
    "/api/x, /api/x",
    "/api/x?y=/../z, /api/x",
    "/?x, /",
    "/api#f, /api",
    "/%61pi/%7Ex, /api/~x",
    "/caf%c3%a9, /caf%C3%A9",
    "/caf\u00c3\u00a9, /caf%C3%A9",
    "//api///x, /api/x",
    "/api//, /api/",
    "/./api/./x/., /api/x/",
    "/a/../api/x, /api/x",
    "/a/%2e%2E/api, /api",
    "/a/.%2e/api, /api",
    "/api/..., /api/...",
    "/api/.., /",
    "/api/x/.., /api/",
    "/api/..x/.y, /api/..x/.y",
    "/.well-known/acme, /.well-known/acme",
    "/a%2Fb, /a%2Fb",
    "/@scope%2fname, /@scope%2Fname",
    "/a%252e%252e%252fb, /a%252e%252e%252fb",
    "/a%zz%4, /a%25zz%254",
    "/%%32e%%32e/x, /%252e%252e/x",
    "/a;v=1/b, /a;v=1/b",
    "/a\\b, /a\\b",
    "*, *",
    "'', ''",
    "/a*b, /a*b",
  })
  void rulesSeeTheTidiedPath(String target, String view) {
    assertThat(RequestPath.view(target)).isEqualTo(view);
  }

  @Test
  void tidyPathsAreTheirOwnView() {
    String target = "/v1/messages";
    assertThat(RequestPath.view(target)).isSameAs(target);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/..",
        "/../admin",
        "/api/../../admin",
        "/%2e%2e/admin",
        "/api/..%2Fadmin",
        "/api/%2e%2e%2fadmin",
        "/api%2f..%2fadmin",
        "/api%5c..%5cadmin",
        "/api\\..\\admin",
        "/api/..\\admin",
        "/api//../admin",
        "/api/..//admin",
        "/api/..;/admin",
        "/api/..;v=1/admin",
        "/api/..%3Bv/admin",
        "/api/;/../admin",
        "/api/.;/../admin",
        "/a%2Fb/../c",
      })
  void stepsUpWithMoreThanOneReadingHaveNoView(String target) {
    assertThat(RequestPath.view(target)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "/api/x?y=1, /api, /x?y=1",
    "/api/x, /api/, /x",
    "/api, /api, /",
    "/api?y, /api/, /?y",
    "/api/, /api, /",
    "/apix, /api, /apix",
    "/other, /api, /other",
    "/x/api/y, /api, /x/api/y",
    "/api/v1/x, /api/v1, /x",
    "/api/a%2Fb//c, /api, /a%2Fb//c",
    "/api//evil.example/x, /api, /evil.example/x",
    "/%61pi/x?y, /api, /x?y",
    "//api/x, /api, /x",
    "/a/../api/x?y, /api, /x?y",
    "/api/../api/x, /api, /x",
    "/api/../admin, /api, /api/../admin",
    "/api/..%2Fadmin, /api, /api/..%2Fadmin",
    "/api/x?u=/../y, /api, /x?u=/../y",
    "/x, /, /x",
    "//x, '', //x",
    "*, /api, *",
  })
  void prefixesComeOffAtASegmentsEnd(String target, String prefix, String stripped) {
    assertThat(RequestPath.strip(target, prefix)).isEqualTo(stripped);
  }

  @FuzzTest(maxDuration = "60s")
  void viewsAreTidy(@NotNull String target) {
    String view = RequestPath.view("/" + target);
    if (view != null) {
      assertThat(view).startsWith("/").doesNotContain("//", "/./", "/../", "?", "#");
      assertThat(view).doesNotEndWith("/.").doesNotEndWith("/..");
      assertThat(RequestPath.view(view)).isEqualTo(view);
    }
    assertThat(RequestPath.strip("/api/" + target, "/api")).startsWith("/").doesNotStartWith("//");
  }
}
