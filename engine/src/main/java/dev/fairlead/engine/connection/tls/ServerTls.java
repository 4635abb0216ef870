package dev.fairlead.engine.connection.tls;

import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.util.Mapping;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The certificates of a TLS listener: the one whose names cover what the client asked for, else the
 * first. Immutable; a reload loads another.
 */
public final class ServerTls implements Mapping<String, SslContext> {
  private static final int DNS_NAME = 2;

  private final SslContext fallback;
  private final Map<String, SslContext> byName;

  private ServerTls(SslContext fallback, Map<String, SslContext> byName) {
    this.fallback = fallback;
    this.byName = Map.copyOf(byName);
  }

  /**
   * Reads certificates and keys.
   *
   * @param certificates at least one; the first also answers clients that ask for no known name
   * @param protocols such as {@code TLSv1.3}, {@code TLSv1.2}
   * @throws IOException with a sentence that names the file, if one cannot be used
   */
  public static ServerTls load(
      List<CertificateFiles> certificates, List<String> protocols, boolean http2)
      throws IOException {
    SslContext first = null;
    Map<String, SslContext> byName = new HashMap<>();
    for (CertificateFiles files : certificates) {
      SslContext context = context(files, protocols, http2);
      first = first == null ? context : first;
      for (String name : names(files.certificate())) {
        byName.putIfAbsent(name, context);
      }
    }
    return new ServerTls(Objects.requireNonNull(first, "no certificate"), byName);
  }

  private static SslContext context(CertificateFiles files, List<String> protocols, boolean http2)
      throws IOException {
    readable(files.certificate(), "certificate");
    readable(files.key(), "key");
    try {
      return SslContextBuilder.forServer(
              files.certificate().toFile(), files.key().toFile(), files.passphrase())
          .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
          .protocols(protocols)
          .ciphers(Http2SecurityUtil.CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
          .applicationProtocolConfig(alpn(http2))
          .build();
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "cannot use certificate %s with key %s: %s; both must be PEM, the key PKCS #8"
              .formatted(files.certificate(), files.key(), rootMessage(e)),
          e);
    }
  }

  private static void readable(Path file, String what) throws IOException {
    if (!Files.isReadable(file)) {
      throw new IOException("cannot read the TLS %s file %s".formatted(what, file));
    }
  }

  private static String rootMessage(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return Objects.requireNonNullElse(root.getMessage(), root.getClass().getSimpleName());
  }

  private static ApplicationProtocolConfig alpn(boolean http2) {
    List<String> offered =
        http2
            ? List.of(ApplicationProtocolNames.HTTP_2, ApplicationProtocolNames.HTTP_1_1)
            : List.of(ApplicationProtocolNames.HTTP_1_1);
    return new ApplicationProtocolConfig(
        Protocol.ALPN,
        SelectorFailureBehavior.NO_ADVERTISE,
        SelectedListenerFailureBehavior.ACCEPT,
        offered);
  }

  private static List<String> names(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      X509Certificate leaf =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
      var names = leaf.getSubjectAlternativeNames();
      return names == null
          ? List.of()
          : names.stream()
              .filter(entry -> Integer.valueOf(DNS_NAME).equals(entry.getFirst()))
              .map(entry -> entry.get(1).toString().toLowerCase(Locale.ROOT))
              .toList();
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot read the certificate in " + file + ": " + e.getMessage(), e);
    }
  }

  /** The certificate for a server name; null or an unknown name gets the first one. */
  @Override
  public SslContext map(@Nullable String serverName) {
    if (serverName == null) {
      return fallback;
    }
    String name = serverName.toLowerCase(Locale.ROOT);
    SslContext exact = byName.get(name);
    if (exact != null) {
      return exact;
    }
    int dot = name.indexOf('.');
    return dot < 0 ? fallback : byName.getOrDefault("*" + name.substring(dot), fallback);
  }
}
