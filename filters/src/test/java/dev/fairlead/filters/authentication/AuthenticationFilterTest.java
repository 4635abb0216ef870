package dev.fairlead.filters.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.filter.Verdict;
import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.filters.fake.FakeExchange;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AuthenticationFilterTest {
  private static final Executor NOBODY =
      _ -> {
        throw new RejectedExecutionException();
      };

  private final Remembered remembered = new Remembered();
  private final Queue<Runnable> slow = new ArrayDeque<>();

  private AuthenticationFilter filter(Executor executor, Credential... known) {
    return new AuthenticationFilter(List.of(known), "lab", executor, remembered);
  }

  private AuthenticationFilter filter(Credential... known) {
    return filter(slow::add, known);
  }

  private static Credential user(String name, Secret secret) {
    return new Credential(name, false, secret);
  }

  private static Credential token(String name, Secret secret) {
    return new Credential(name, true, secret);
  }

  private static FakeExchange with(String... fields) {
    return FakeExchange.at(Door.FORWARD, fields);
  }

  private void verifyAll() {
    while (!slow.isEmpty()) {
      slow.remove().run();
    }
  }

  private static Verdict.Refuse refused(Verdict verdict, Failure.Kind kind) {
    assertThat(verdict).isInstanceOf(Verdict.Refuse.class);
    Verdict.Refuse refuse = (Verdict.Refuse) verdict;
    assertThat(refuse.failure().kind()).isEqualTo(kind);
    return refuse;
  }

  private static void assertChallenged(Verdict verdict) {
    refused(verdict, Failure.Kind.PROXY_AUTHENTICATION);
  }

  @Test
  void theRightPasswordPassesAndGivesTheExchangeItsName() {
    FakeExchange exchange = with(Basic.of("ann:se:cret"));
    assertThat(exchange.ask(filter(user("ann", Secret.of("se:cret"))))).isSameAs(Verdict.CONTINUE);
    assertThat(exchange.identity()).isEqualTo("ann");
  }

  @Test
  void theRightTokenPassesUnderItsName() {
    AuthenticationFilter filter =
        filter(token("one", Secret.of("t-1")), token("two", Secret.of("t-2")));
    FakeExchange exchange = with("Proxy-Authorization: bearer t-2");
    assertThat(exchange.ask(filter)).isSameAs(Verdict.CONTINUE);
    assertThat(exchange.identity()).isEqualTo("two");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-None: 1",
        "Proxy-Authorization: Basic YW5uOndyb25n",
        "Proxy-Authorization: Basic !!!",
        "Proxy-Authorization: Basic YW5u",
        "Proxy-Authorization: Bearer secret",
        "Proxy-Authorization: Digest username=ann",
        "Proxy-Authorization: secret",
        "Authorization: Basic YW5uOnNlY3JldA=="
      })
  void whatIsNotAKnownCredentialIsChallenged(String field) {
    FakeExchange exchange = with(field);
    assertChallenged(exchange.ask(filter(user("ann", Secret.of("secret")))));
    assertThat(exchange.identity()).isNull();
  }

  @Test
  void twoCredentialsAreNone() {
    FakeExchange exchange = with(Basic.of("ann:secret"), Basic.of("ann:secret"));
    assertChallenged(exchange.ask(filter(user("ann", Secret.of("secret")))));
  }

  @Test
  void aChallengeNamesTheSchemesThatCanSucceed() {
    Verdict both = with().ask(filter(user("a", Secret.of("x")), token("b", Secret.of("y"))));
    assertThat(
            refused(both, Failure.Kind.PROXY_AUTHENTICATION)
                .fields()
                .all(FieldName.PROXY_AUTHENTICATE))
        .containsExactly("Basic realm=\"lab\", charset=\"UTF-8\"", "Bearer realm=\"lab\"");
    Verdict one = with().ask(filter(token("b", Secret.of("y"))));
    assertThat(
            refused(one, Failure.Kind.PROXY_AUTHENTICATION)
                .fields()
                .all(FieldName.PROXY_AUTHENTICATE))
        .containsExactly("Bearer realm=\"lab\"");
  }

  @ParameterizedTest
  @EnumSource(names = {"REVERSE", "LOCAL"})
  void otherDoorsAskForNothing(Door door) {
    assertThat(FakeExchange.at(door).ask(filter(user("ann", Secret.of("secret")))))
        .isSameAs(Verdict.CONTINUE);
  }

  @Test
  void aSlowHashIsVerifiedElsewhereAndOnlyOnce() throws Exception {
    FakeSecret secret = new FakeSecret("secret");
    AuthenticationFilter filter = filter(user("ann", secret));
    FakeExchange first = with(Basic.of("ann:secret"));
    FakeExchange meanwhile = with(Basic.of("ann:secret"));
    assertThat(first.ask(filter)).isSameAs(Verdict.SUSPEND);
    assertThat(meanwhile.ask(filter)).isSameAs(Verdict.SUSPEND);
    assertThat(secret.asked()).hasValue(0);
    verifyAll();
    assertThat(first.resumed()).isSameAs(Verdict.CONTINUE);
    assertThat(meanwhile.resumed()).isSameAs(Verdict.CONTINUE);
    assertThat(meanwhile.identity()).isEqualTo("ann");
    FakeExchange later = with(Basic.of("ann:secret"));
    assertThat(later.ask(filter)).isSameAs(Verdict.CONTINUE);
    assertThat(later.identity()).isEqualTo("ann");
    assertThat(secret.asked()).hasValue(1);
  }

  @Test
  void anUnknownUserWaitsLikeAKnownOne() throws Exception {
    AuthenticationFilter filter =
        filter(user("ann", new FakeSecret("secret")), user("bob", Secret.of("plain")));
    for (String pair : new String[] {"ann:wrong", "bob:wrong", "eve:wrong", "eve:"}) {
      FakeExchange exchange = with(Basic.of(pair));
      assertThat(exchange.ask(filter)).as(pair).isSameAs(Verdict.SUSPEND);
      verifyAll();
      assertChallenged(exchange.resumed());
    }
  }

  @Test
  void aFaultWhileVerifyingEndsTheExchange() throws Exception {
    FakeExchange exchange = with(Basic.of("ann:secret"));
    assertThat(exchange.ask(filter(user("ann", new FakeSecret("broken")))))
        .isSameAs(Verdict.SUSPEND);
    verifyAll();
    Verdict.Refuse refuse = refused(exchange.resumed(), Failure.Kind.INTERNAL);
    assertThat(refuse.failure().status()).isEqualTo(500);
    assertThat(refuse.failure().message()).doesNotContain("algorithm");
  }

  @Test
  void whenTooManyWaitTheNextOneIsToldToComeBack() {
    FakeExchange exchange = with(Basic.of("ann:secret"));
    refused(
        exchange.ask(filter(NOBODY, user("ann", new FakeSecret("secret")))),
        Failure.Kind.OVERLOADED);
  }

  @Test
  void whatWasVerifiedCountsAfterAReload() throws Exception {
    String hash = Secret.hash("secret");
    FakeExchange before = with(Basic.of("ann:secret"));
    assertThat(before.ask(filter(user("ann", Secret.parse(hash))))).isSameAs(Verdict.SUSPEND);
    verifyAll();
    assertThat(before.resumed()).isSameAs(Verdict.CONTINUE);
    AuthenticationFilter reloaded =
        filter(NOBODY, user("ann", Secret.parse(hash)), user("new", Secret.of("x")));
    FakeExchange after = with(Basic.of("ann:secret"));
    assertThat(after.ask(reloaded)).isSameAs(Verdict.CONTINUE);
    assertThat(after.identity()).isEqualTo("ann");
  }

  @Test
  void aChangedOrRemovedCredentialIsForgottenByAReload() throws Exception {
    Credential ann = user("ann", new FakeSecret("old"));
    FakeExchange before = with(Basic.of("ann:old"));
    before.ask(filter(ann));
    verifyAll();
    assertThat(before.resumed()).isSameAs(Verdict.CONTINUE);

    FakeExchange changed = with(Basic.of("ann:old"));
    assertThat(changed.ask(filter(user("ann", new FakeSecret("new"))))).isSameAs(Verdict.SUSPEND);
    verifyAll();
    assertChallenged(changed.resumed());

    assertChallenged(with(Basic.of("ann:old")).ask(filter(user("bob", Secret.of("old")))));
  }

  @Test
  void aPasswordIsNoTokenAndATokenNoPassword() {
    AuthenticationFilter filter =
        filter(user("ann", Secret.of("secret")), token("ci", Secret.of("flt")));
    assertChallenged(with("Proxy-Authorization: Bearer secret").ask(filter));
    assertChallenged(with(Basic.of("ci:flt")).ask(filter));
    assertChallenged(with(Basic.of(":secret")).ask(filter));
  }
}
