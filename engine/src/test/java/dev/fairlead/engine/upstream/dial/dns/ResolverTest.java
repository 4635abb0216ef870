package dev.fairlead.engine.upstream.dial.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.loop.Transport;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Failure.Kind;
import dev.fairlead.engine.upstream.dial.TestLoop;
import dev.fairlead.testkit.Eventually;
import dev.fairlead.testkit.FakeDns;
import dev.fairlead.testkit.FakeDns.RecordType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResolverTest {
  @TempDir Path folder;
  private final TestLoop loop = new TestLoop();
  private final FakeDns dns;
  private final List<Resolver> resolvers = new ArrayList<>();
  private Path hosts = Path.of("unset");
  private Path resolvConf = Path.of("unset");

  ResolverTest() throws IOException {
    dns = FakeDns.start();
  }

  @BeforeEach
  void files() {
    hosts = folder.resolve("hosts");
    resolvConf = folder.resolve("resolv.conf");
  }

  @AfterEach
  void close() {
    loop.run(() -> resolvers.forEach(Resolver::close));
    loop.close();
    dns.close();
  }

  @Test
  void asksForBothFamiliesAndPutsIpv6First() {
    dns.address("shop.example", 60, "192.0.2.1", "2001:db8::1", "192.0.2.2");

    assertThat(addresses(resolver(), "shop.example"))
        .containsExactly("2001:db8:0:0:0:0:0:1", "192.0.2.1", "192.0.2.2");
  }

  @Test
  void pinsComeFirstAndAreNotAsked() {
    dns.address("shop.example", 60, "192.0.2.1");
    InetAddress pin = InetAddress.ofLiteral("192.0.2.99");
    Resolver resolver = resolver(Map.of("shop.example", List.of(pin)), List.of(dns.address()));

    assertThat(addresses(resolver, "shop.example")).containsExactly("192.0.2.99");
    assertThat(dns.queries()).isEmpty();
  }

  @Test
  void localhostNeverReachesDns() {
    assertThat(addresses(resolver(), "localhost")).containsExactly("0:0:0:0:0:0:0:1", "127.0.0.1");
    assertThat(addresses(resolver(), "app.localhost")).contains("127.0.0.1");
    assertThat(dns.queries()).isEmpty();
  }

  @Test
  void theHostsFileIsHonouredAndReadAgainWhenItChanges() throws IOException {
    Files.writeString(hosts, "192.0.2.7 Nas.example nas # the box\n2001:db8::7 nas\n");
    Resolver resolver = resolver();

    assertThat(addresses(resolver, "nas.example")).containsExactly("192.0.2.7");
    assertThat(addresses(resolver, "nas")).containsExactly("2001:db8:0:0:0:0:0:7", "192.0.2.7");
    Files.writeString(hosts, "192.0.2.88 nas.example\n");
    Eventually.until(() -> addresses(resolver, "nas.example").equals(List.of("192.0.2.88")));
    assertThat(dns.queries()).isEmpty();
  }

  @Test
  void aNameThatDoesNotExistIsNoName() {
    Failure failure = failure(resolver(), "nowhere.example");

    assertThat(failure.kind()).isEqualTo(Kind.NO_NAME);
    assertThat(failure.message()).contains("nowhere.example");
  }

  @Test
  void aNameWithoutAddressesIsNoName() {
    dns.address("empty.example", 60);

    assertThat(failure(resolver(), "empty.example").kind()).isEqualTo(Kind.NO_NAME);
  }

  @Test
  void aServerFailureIsNotRemembered() {
    dns.fail("shop.example");
    Resolver resolver = resolver();

    assertThat(failure(resolver, "shop.example").message()).containsIgnoringCase("ServFail");
    long before = dns.queries("shop.example");
    failure(resolver, "shop.example");
    assertThat(dns.queries("shop.example")).isGreaterThan(before);
  }

  @Test
  void silenceIsATimeOut() {
    dns.drop("shop.example");

    assertThat(failure(resolver(), "shop.example").kind()).isEqualTo(Kind.DNS_TIMEOUT);
  }

  @Test
  void theSecondServerIsAskedWhenTheFirstIsSilent() throws IOException {
    try (FakeDns silent = FakeDns.start().drop("shop.example")) {
      dns.address("shop.example", 60, "192.0.2.1");
      Resolver resolver = resolver(Map.of(), List.of(silent.address(), dns.address()));

      assertThat(addresses(resolver, "shop.example")).containsExactly("192.0.2.1");
    }
  }

  @Test
  void anAliasLeadsToItsTarget() {
    dns.alias("www.example", 60, "cdn.example").address("cdn.example", 60, "192.0.2.1");

    assertThat(addresses(resolver(), "www.example")).containsExactly("192.0.2.1");
  }

  @Test
  void answersAndDenialsAreRemembered() {
    dns.address("shop.example", 60, "192.0.2.1");
    Resolver resolver = resolver();
    addresses(resolver, "shop.example");
    addresses(resolver, "shop.example");
    failure(resolver, "nowhere.example");
    failure(resolver, "nowhere.example");

    assertThat(dns.queries("shop.example", RecordType.A)).isEqualTo(1);
    assertThat(dns.queries("shop.example", RecordType.AAAA)).isEqualTo(1);
    assertThat(dns.queries("nowhere.example", RecordType.A)).isEqualTo(1);
    assertThat(resolver.cached()).isEqualTo(4);
  }

  @Test
  void questionsOnTheSameNameAreAskedOnce() {
    dns.address("shop.example", 60, "192.0.2.1").delay("shop.example", Duration.ofMillis(100));
    Resolver resolver = resolver();
    List<Asked> pending = new ArrayList<>();
    loop.run(() -> {
      for (int i = 0; i < 20; i++) {
        pending.add(Asked.begin(loop, resolver, "shop.example"));
      }
    });
    pending.forEach(each -> assertThat(each.addresses()).hasSize(1));

    assertThat(dns.queries("shop.example")).isEqualTo(2);
  }

  @Test
  void tooManyQuestionsAreRefusedAtOnce() {
    Resolver resolver = resolver();
    for (int i = 0; i < DnsClient.MAX_QUESTIONS / 2; i++) {
      dns.drop("slow" + i + ".example");
    }
    loop.run(() -> {
      for (int i = 0; i < DnsClient.MAX_QUESTIONS / 2; i++) {
        Asked.begin(loop, resolver, "slow" + i + ".example");
      }
    });

    assertThat(failure(resolver, "one.more.example").kind()).isEqualTo(Kind.OVERLOADED);
  }

  @Test
  void aMachineWithoutServersSaysSo() {
    assertThat(failure(resolver(Map.of(), List.of()), "shop.example").message())
        .contains("shop.example", "no DNS server", "/etc/resolv.conf");
  }

  @Test
  void aTruncatedAnswerIsAskedForAgainOverTcp() throws IOException {
    try (OddDns odd = OddDns.truncating()) {
      Resolver resolver = resolver(Map.of(), List.of(odd.address()));

      assertThat(addresses(resolver, "big.example")).containsExactly("192.0.2.9");
    }
  }

  @Test
  void ipv4DoesNotWaitForAServerThatIsDeafToAaaa() throws IOException {
    try (OddDns odd = OddDns.deafToAaaa()) {
      Resolver resolver = resolver(Map.of(), List.of(odd.address()), Duration.ofSeconds(20));

      assertThat(addresses(resolver, "shop.example")).containsExactly("192.0.2.9");
    }
  }

  @Test
  void aNameThatFitsIntoNoQuestionIsNoName() {
    assertThat(failure(resolver(), "x".repeat(64) + ".example").kind()).isEqualTo(Kind.NO_NAME);
  }

  private Resolver resolver() {
    return resolver(Map.of(), List.of(dns.address()));
  }

  private Resolver resolver(Map<String, List<InetAddress>> pins, List<InetSocketAddress> servers) {
    return resolver(pins, servers, Duration.ofMillis(200));
  }

  private Resolver resolver(
      Map<String, List<InetAddress>> pins, List<InetSocketAddress> servers, Duration timeout) {
    ResolverSettings settings =
        new ResolverSettings(
            pins,
            servers,
            hosts,
            resolvConf,
            timeout,
            Duration.ofSeconds(1),
            Duration.ofMinutes(5),
            Duration.ofSeconds(10),
            100);
    Resolver resolver = new Resolver(settings, Transport.of(Transport.Choice.NIO));
    resolvers.add(resolver);
    return resolver;
  }

  private List<String> addresses(Resolver resolver, String name) {
    return Asked.wait(loop, resolver, name).addresses().stream()
        .map(InetAddress::getHostAddress)
        .toList();
  }

  private Failure failure(Resolver resolver, String name) {
    return Asked.wait(loop, resolver, name).failure();
  }
}
