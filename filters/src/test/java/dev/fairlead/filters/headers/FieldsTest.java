package dev.fairlead.filters.headers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.engine.filter.Filter;
import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.filters.fake.FakeExchange;
import dev.fairlead.filters.fake.FakeLoop;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of header fields. */
final class FieldsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
  private final FakeExchange exchange = new FakeExchange(new FakeLoop());

  private String value(String template) {
    return Template.parse(template).of(exchange, NOW);
  }

  @ParameterizedTest
  @CsvSource({
    "plain text, plain text",
    "%{client.ip}, 192.0.2.7",
    "%{client.ip}:%{client.port}, 192.0.2.7:4000",
    "port %{server.port}, port 8080",
    "%{user}, ann",
    "id=%{request.id}, id=id-1",
    "%{method} %{scheme}://%{host}:%{port}%{path}?%{query}, GET https://a.example:81/x?y=1",
    "%{route}/%{door}, rule/reverse",
    "%{tls.version}+%{tls.cipher}, TLSv1.3+TLS_AES_128_GCM_SHA256",
    "%{tls.server_name}, sni.example",
    "%{time}, 2026-11-21T08:00:00.000Z",
    "%{time.seconds}, 1795248000",
    "100% of %%{user}, 100% of %{user}"
  })
  void variablesAreFilledIn(String template, String expected) {
    exchange.to("a.example:81", "/x?y=1").by("ann").overTls();
    assertThat(value(template)).isEqualTo(expected);
  }

  @Test
  void whatIsNotThereIsEmptyAndWhatNoFieldMayHoldIsAQuestionMark() {
    assertThat(value("[%{user}%{tls.version}%{port}]")).isEqualTo("[]");
    exchange.to("", "/").by("ann\r\nX-Evil: 1 \u20ac");
    assertThat(value("%{user}%{host}")).isEqualTo("ann??X-Evil: 1 ?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nX: b", "a\0", " padded", "\u20ac", "%{nobody}", "%{client.ip"})
  void badValueIsRefusedWithARemedy(String template) {
    assertThatThrownBy(() -> Edit.of(Edit.Kind.SET, "X-A", template))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("; ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Connection",
        "content-length",
        "Transfer-Encoding",
        "TE",
        "Trailer",
        "Upgrade",
        "Host",
        "Keep-Alive",
        "Proxy-Authorization",
        "Proxy-Connection",
        "Expect",
        "a b",
        ""
      })
  void namesOfFramingAndOfOneHopAreRefused(String name) {
    for (Edit.Kind kind : Edit.Kind.values()) {
      assertThatThrownBy(() -> Edit.of(kind, name, "x"))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private Headers edited(Edit.Kind kind, String value) {
    Headers fields = new Headers();
    fields.add("X-A", "one");
    fields.add("x-a", "two");
    Edit.of(kind, "X-A", value).apply(fields, exchange, NOW);
    return fields;
  }

  @Test
  void editsDoWhatTheySay() {
    FieldName name = FieldName.of("X-A");
    assertThat(edited(Edit.Kind.REMOVE, "").all(name)).isEmpty();
    assertThat(edited(Edit.Kind.SET, "new").all(name)).containsExactly("new");
    assertThat(edited(Edit.Kind.ADD, "new").all(name)).containsExactly("one", "two", "new");
    assertThat(edited(Edit.Kind.SET_IF_ABSENT, "new").all(name)).containsExactly("one", "two");
    Headers none = new Headers();
    Edit.of(Edit.Kind.SET_IF_ABSENT, "X-A", "new").apply(none, exchange, NOW);
    assertThat(none.all(name)).containsExactly("new");
  }

  @Test
  void emptyValueSendsNothingAndStillReplacesWhatAClientForged() {
    assertThat(edited(Edit.Kind.SET, "%{user}").contains(FieldName.of("X-A"))).isFalse();
    assertThat(edited(Edit.Kind.ADD, "%{user}").count(FieldName.of("X-A"))).isEqualTo(2);
  }

  private static HeaderRule set(String name, String value) {
    return new HeaderRule(_ -> true, List.of(Edit.of(Edit.Kind.SET, name, value)));
  }

  @Test
  void routesRulesComeAfterTheCommonOnesAndForTheirRouteOnly() {
    HeaderRules rules =
        new HeaderRules(
            List.of(set("X-A", "all"), set("X-B", "all")),
            Map.of("rule", List.of(set("X-B", "route"))));
    new RequestHeaders(rules, () -> NOW).request(exchange);
    assertThat(exchange.request().headers()).hasToString("X-A: all\nX-B: route\n");
    FakeExchange other = new FakeExchange(new FakeLoop()).through(Door.REVERSE, "other");
    new ResponseHeaders(rules, () -> NOW).request(other);
    assertThat(other.responded()).hasToString("X-A: all\nX-B: all\n");
  }

  @Test
  void responsesOfRequestsThatDoNotMatchAreLeftAlone() {
    HeaderRule posts =
        new HeaderRule(
            request -> request.method().name().equals("POST"),
            List.of(Edit.of(Edit.Kind.SET, "X-A", "post")));
    Filter filter = new ResponseHeaders(new HeaderRules(List.of(posts), Map.of()), () -> NOW);
    filter.request(exchange);
    assertThat(exchange.observers).isEmpty();
    filter.request(exchange.method("POST"));
    assertThat(exchange.responded()).hasToString("X-A: post\n");
  }
}
