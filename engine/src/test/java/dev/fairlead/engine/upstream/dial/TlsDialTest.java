package dev.fairlead.engine.upstream.dial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Failure.Kind;
import dev.fairlead.engine.message.Host;
import dev.fairlead.engine.upstream.dial.tls.TlsSettings;
import dev.fairlead.engine.upstream.dial.tls.TlsSettings.Identity;
import dev.fairlead.engine.upstream.dial.tls.UpstreamTls;
import dev.fairlead.testkit.Eventually;
import dev.fairlead.testkit.OriginConnection;
import dev.fairlead.testkit.ScriptedOrigin;
import dev.fairlead.testkit.TestCa;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.OpenSsl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfoBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsDialTest {
  private static final TestCa CA = TestCa.create();
  private final Bench bench = new Bench();
  @TempDir Path folder;
  private @Nullable TlsOrigin origin;

  TlsDialTest() throws IOException {}

  @BeforeEach
  void trustTheTestAuthority() throws IOException {
    trust(null, true);
    bench
        .dns
        .address("shop.example", 60, "127.0.0.1")
        .address("under_score.example", 60, "127.0.0.1");
  }

  @AfterEach
  void close() throws IOException {
    bench.close();
    if (origin != null) {
      origin.close();
    }
  }

  @Test
  void aGoodCertificateOfAConfiguredAuthorityIsTrusted() throws IOException {
    TlsOrigin server = serve(CA.leaf("shop.example").context());
    Dialed dialed = bench.dial(Bench.https("shop.example", server.port()));

    assertThat(dialed.facts().protocol()).isEqualTo("h2");
    assertThat(dialed.facts().tlsNanos()).isPositive();
    dialed.converse("x", "welcome");
    assertThat(server.seen.getFirst().serverName()).isEqualTo("shop.example");
    assertThat(server.seen.getFirst().version()).isEqualTo("TLSv1.3");
  }

  @Test
  void bytesThatComeWithTheHandshakeAreNotLost() throws IOException {
    TlsOrigin server = serve(CA.leaf("shop.example").context());
    for (int i = 0; i < 20; i++) {
      Dialed dialed = bench.dial(Bench.https("shop.example", server.port()));
      dialed.channel().config().setAutoRead(true);
      Eventually.until(() -> dialed.received().equals("welcome"));
    }
  }

  @Test
  void http1IsAllThatIsOfferedWhereHttp2WouldNotDo() throws IOException {
    TlsOrigin server = serve(CA.leaf("shop.example").context());
    Host host = Host.parse("shop.example");
    Endpoint upgradable = new Endpoint(host, server.port(), true, null, Endpoint.Use.HTTP_1, false);

    assertThat(bench.dial(upgradable).facts().protocol()).isEqualTo("http/1.1");
  }

  @Test
  void http2IsNotOfferedWhereItIsSwitchedOff() throws IOException {
    trust(null, false);
    TlsOrigin server = serve(CA.leaf("shop.example").context());

    assertThat(bench.dial(Bench.https("shop.example", server.port())).facts().protocol())
        .isEqualTo("http/1.1");
  }

  @Test
  void anAddressIsVerifiedAndShownToNobodyAsAName() throws IOException {
    TlsOrigin server = serve(CA.leaf("127.0.0.1").context());

    bench.dial(Bench.https("127.0.0.1", server.port())).facts();

    Eventually.until(() -> server.seen.size() == 1);
    assertThat(server.seen.getFirst().serverName()).isEmpty();
  }

  @Test
  void aNameThatNoCertificateCanProveIsRefusedBeforeTheHandshake() throws IOException {
    TlsOrigin server = serve(CA.leaf("*.example").context());
    Failure failure = bench.dial(Bench.https("under_score.example", server.port())).failure();

    assertThat(failure.kind()).isEqualTo(Kind.TLS_CERTIFICATE);
    assertThat(failure.message()).contains("under_score.example", "no proper host name");
    assertThat(server.seen).isEmpty();
    bench.awaitNoneOpen();
  }

  @Test
  void anExpiredCertificateIsRefused() throws IOException {
    assertRefused(CA.expired("shop.example"), "has expired");
  }

  @Test
  void aCertificateForAnotherHostIsRefused() throws IOException {
    assertRefused(CA.leaf("evil.example"), "is for another host");
  }

  @Test
  void aCertificateOfAnUnknownAuthorityIsRefused() throws IOException {
    assertRefused(TestCa.create().leaf("shop.example"), "not trusted here");
  }

  @Test
  void aSelfSignedCertificateIsRefused() throws IOException {
    assertRefused(TestCa.selfSigned("shop.example"), "not trusted here");
  }

  @Test
  void aCertificateForAnotherAddressIsRefused() throws IOException {
    TlsOrigin server = serve(CA.leaf("127.0.0.2").context());

    assertThat(bench.dial(Bench.https("127.0.0.1", server.port())).failure().kind())
        .isEqualTo(Kind.TLS_CERTIFICATE);
  }

  private void assertRefused(TestCa.Leaf leaf, String words) throws IOException {
    TlsOrigin server = serve(leaf.context());
    Failure failure = bench.dial(Bench.https("shop.example", server.port())).failure();

    assertThat(failure.kind()).isEqualTo(Kind.TLS_CERTIFICATE);
    assertThat(failure.message()).contains("certificate of shop.example", words);
    bench.awaitNoneOpen();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aClientCertificateIsShownWhenAsked(boolean encrypted) throws Exception {
    TestCa.Leaf me = CA.leaf("me.example");
    me.write(folder, "me");
    Path key = folder.resolve("me.key");
    trust(
        encrypted
            ? new Identity(folder.resolve("me.pem"), encrypt(key), "pass")
            : new Identity(folder.resolve("me.pem"), key, null),
        true);
    TlsOrigin server = serve(true, CA.leaf("shop.example").clientContext(CA), "TLSv1.2", "TLSv1.3");

    bench.dial(Bench.https("shop.example", server.port())).converse("x", "welcome");
  }

  @Test
  void aMissingClientCertificateIsTheOtherSidesRefusal() throws IOException {
    TlsOrigin server = serve(true, CA.leaf("shop.example").clientContext(CA), "TLSv1.2");

    Failure failure = bench.dial(Bench.https("shop.example", server.port())).failure();

    assertThat(failure.kind()).isIn(Kind.TLS_PROTOCOL, Kind.CONNECTION_BROKEN);
    assertThat(failure.message()).contains("shop.example");
  }

  @Test
  void plainTextInsteadOfTlsIsAProtocolFailure() throws IOException {
    try (ScriptedOrigin plain =
        ScriptedOrigin.raw(connection -> connection.send("HTTP/1.1 400 Bad Request\r\n\r\n"))) {
      Failure failure = bench.dial(Bench.https("shop.example", plain.port())).failure();

      assertThat(failure.kind()).isEqualTo(Kind.TLS_PROTOCOL);
      assertThat(failure.message()).contains("shop.example", "plain text");
    }
  }

  @Test
  void aCloseDuringTheHandshakeIsABrokenConnection() throws IOException {
    try (ScriptedOrigin closing = ScriptedOrigin.raw(connection -> connection.readSome(10))) {
      assertThat(bench.dial(Bench.https("shop.example", closing.port())).failure().kind())
          .isEqualTo(Kind.CONNECTION_BROKEN);
    }
  }

  @Test
  void aHandshakeThatHangsTimesOut() throws IOException {
    bench.timeout = Duration.ofMillis(500);
    try (ScriptedOrigin mute = ScriptedOrigin.raw(OriginConnection::readUntilClose)) {
      Failure failure = bench.dial(Bench.https("shop.example", mute.port())).failure();

      assertThat(failure.kind()).isEqualTo(Kind.CONNECTION_TIMEOUT);
      assertThat(failure.message()).contains("TLS handshake");
    }
    bench.awaitNoneOpen();
  }

  @Test
  void oldVersionsOfTlsAreNotSpoken() throws IOException {
    TlsOrigin server = serve(false, CA.leaf("shop.example").context(), "TLSv1.2");
    bench.dial(Bench.https("shop.example", server.port())).facts();
    assertThat(
            bench
                .dialer()
                .tls()
                .handler(ByteBufAllocator.DEFAULT, Host.parse("shop.example"), 443, true)
                .engine()
                .getEnabledProtocols())
        .contains("TLSv1.2", "TLSv1.3")
        .doesNotContain("TLSv1", "TLSv1.1", "SSLv3");
  }

  @Test
  void aSecondConnectionResumesTheSession() throws IOException {
    TlsOrigin server = serve(false, CA.leaf("shop.example").context(), "TLSv1.2");
    bench.dial(Bench.https("shop.example", server.port())).converse("x", "welcome");
    long began = server.seen.getFirst().sessionBegan();
    Eventually.until(() -> System.currentTimeMillis() > began);
    bench.dial(Bench.https("shop.example", server.port())).converse("x", "welcome");

    assertThat(server.seen).extracting(TlsOrigin.Seen::sessionBegan).containsExactly(began, began);
  }

  @Test
  void theNativeLibraryIsUsedHere() {
    assertThat(OpenSsl.isAvailable()).as("%s", OpenSsl.unavailabilityCause()).isTrue();
  }

  @Test
  void filesThatCannotBeUsedAreNamed() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty.pem"), "nothing");
    Path broken =
        Files.writeString(
            folder.resolve("broken.pem"),
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    Path absent = folder.resolve("absent.pem");
    for (Path file : List.of(empty, broken, absent)) {
      assertThatThrownBy(() -> UpstreamTls.create(new TlsSettings(List.of(file), null, true)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(file.toString());
    }
    assertThatThrownBy(() ->
            UpstreamTls.create(new TlsSettings(List.of(), new Identity(empty, empty, null), true)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("empty.pem");
  }

  private void trust(@Nullable Identity identity, boolean http2) throws IOException {
    Path authority = CA.write(folder.resolve("ca.pem"));
    bench.tls = new TlsSettings(List.of(authority), identity, http2);
  }

  private TlsOrigin serve(SSLContext context) throws IOException {
    return serve(false, context, "TLSv1.2", "TLSv1.3");
  }

  private TlsOrigin serve(boolean wantsClient, SSLContext context, String... versions)
      throws IOException {
    TlsOrigin started = TlsOrigin.start(context, wantsClient, versions);
    origin = started;
    return started;
  }

  /** Encrypts a PKCS #8 key with the passphrase "pass" (PBES2). */
  private Path encrypt(Path key) throws Exception {
    String text = Files.readString(key).replaceAll("-----[^-]+-----|\\s", "");
    byte[] plain = Base64.getDecoder().decode(text);
    byte[] sealed =
        new PKCS8EncryptedPrivateKeyInfoBuilder(plain)
            .build(
                new JcePKCSPBEOutputEncryptorBuilder(NISTObjectIdentifiers.id_aes256_CBC)
                    .setProvider(new BouncyCastleProvider())
                    .build("pass".toCharArray()))
            .getEncoded();
    String body = Base64.getMimeEncoder().encodeToString(sealed);
    return Files.writeString(
        folder.resolve("sealed.key"),
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
            + body
            + "\n-----END ENCRYPTED PRIVATE KEY-----\n");
  }
}
