package dev.fairlead.control.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testkit.RawResponse;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who comes in and who does not, byte for byte. */
final class GateTest {
  private Plane plane;

  @BeforeEach
  void open() throws IOException {
    plane =
        Plane.with(routing -> {
          routing.get("/thing", context -> Json.send(context, Set.of("here")));
          routing.post("/thing", context -> Json.send(context, Json.body(context)));
          routing.get("/near", context -> Json.send(context, Set.of()), Access.OPEN_ON_LOOPBACK);
          routing.get("/fault", _ -> faulty());
          routing.get("/things/{id}", context -> Json.send(context, context.pathParam("id")));
        });
  }

  private static void faulty() {
    throw new IllegalStateException("a secret of the inside");
  }

  @AfterEach
  void close() {
    plane.close();
  }

  private RawResponse get(String path, String... fields) throws IOException {
    return plane.raw("GET " + path + " HTTP/1.1\r\n" + Plane.lines(fields) + "\r\n");
  }

  private String token() {
    return plane.bearer().strip();
  }

  private static void isRefused(RawResponse answer, int status, String field) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.text())
        .contains("\"status\":" + status, "\"field\":\"" + field + "\"", "\"remedy\":");
  }

  @Test
  void theTokenOpens() throws IOException {
    RawResponse answer = get("/thing", "Host: localhost", token());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo("[\"here\"]");
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Nothing: 1",
        "Authorization: Bearer wrong",
        "Authorization: Bearer ",
        "Authorization: Basic Zm9vOmJhcg=="
      })
  void nothingElseDoes(String field) throws IOException {
    RawResponse answer = get("/thing", "Host: localhost", field);
    isRefused(answer, 401, "Authorization");
    assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    assertThat(answer.text()).contains("fairlead token");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "localhost:9090", "proxy.example", "PROXY.example:1", "127.0.0.1"})
  void ourNamesAreOurs(String host) throws IOException {
    assertThat(get("/thing", "Host: " + host, token()).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rebound.example",
        "rebound.example:9090",
        "10.0.0.1",
        "localhost.evil.example",
        "a@localhost"
      })
  void aNameThatWasReboundIsNot(String host) throws IOException {
    isRefused(get("/thing", "Host: " + host, token()), 421, "Host");
    isRefused(get("/near", "Host: " + host), 421, "Host");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: https://evil.example",
        "Origin: null",
        "Origin: http://localhost:3000",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site"
      })
  void aPageFromElsewhereIsRefused(String field) throws IOException {
    RawResponse answer = get("/thing", "Host: localhost:9090", token(), field);
    isRefused(answer, 403, field.substring(0, field.indexOf(':')));
    assertThat(get("/near", "Host: localhost:9090", field).status()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: http://localhost:9090",
        "Sec-Fetch-Site: same-origin",
        "Sec-Fetch-Site: none"
      })
  void aPageOfOursIsNot(String field) throws IOException {
    assertThat(get("/thing", "Host: localhost:9090", token(), field).status()).isEqualTo(200);
  }

  /** The data port says under which name the page knows us. */
  @Test
  void aPageThatCameThroughTheDataPortIsOurs() throws IOException {
    String origin = "Origin: https://proxy.example:8443";
    String known = "X-Forwarded-Host: proxy.example:8443";
    assertThat(
            get("/thing", "Host: 127.0.0.1:1", token(), origin, "X-Forwarded-For: ::1", known)
                .status())
        .isEqualTo(200);
    assertThat(get("/thing", "Host: 127.0.0.1:1", token(), origin, known).status()).isEqualTo(403);
  }

  @Test
  void formsCannotChangeAnything() throws IOException {
    String form =
        "POST /thing HTTP/1.1\r\nHost: localhost\r\n"
            + plane.bearer()
            + "Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}";
    isRefused(plane.raw(form), 415, "Content-Type");
    isRefused(plane.raw(form.replace("Content-Type: text/plain\r\n", "")), 415, "Content-Type");
    assertThat(plane.raw(form.replace("text/plain", "application/json; charset=utf-8")).text())
        .isEqualTo("{}");
  }

  @Test
  void aBodyThatIsNoJsonIsTold() throws IOException {
    RawResponse answer = plane.send("POST /thing", "{\n  \"a\": }");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("line 2");
    assertThat(plane.send("POST /thing", "").text()).contains("the body is missing");
    assertThat(plane.send("POST /thing", " ".repeat((1 << 20) + 1)).status()).isEqualTo(413);
  }

  @Test
  void whatIsOpenOnLoopbackIsOpenToThisMachineOnly() throws IOException {
    String host = "Host: localhost";
    assertThat(get("/near", host).status()).isEqualTo(200);
    assertThat(get("/near", host, "X-Forwarded-For: 127.0.0.1").status()).isEqualTo(200);
    for (String far : new String[] {"192.0.2.1", "127.0.0.1, 192.0.2.1", "nobody", "2001:db8::1"}) {
      assertThat(get("/near", host, "X-Forwarded-For: " + far).status()).as(far).isEqualTo(401);
    }
  }

  @Test
  void unknownPathsAndMethodsAreProblems() throws IOException {
    RawResponse unknown = plane.get("/nothing");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.text()).contains("/openapi.yaml");
    RawResponse method = plane.ask("DELETE /things/17");
    assertThat(method.status()).isEqualTo(405);
    assertThat(method.header("Allow")).isEqualTo("GET");
    assertThat(plane.ask("PUT /thing").header("Allow")).isEqualTo("GET, POST");
    assertThat(plane.ask("HEAD /thing").status()).isEqualTo(405);
  }

  @Test
  void aMistakeOfOursShowsNothingOfTheInside() throws IOException {
    RawResponse answer = plane.get("/fault");
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.text()).doesNotContain("secret", "Exception");
  }
}
