package dev.fairlead.engine.upstream.dial.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whom to trust: the operating system's bundle (else the JDK's) plus the files of the
 * configuration. Read once: loading authorities for each context would cost milliseconds each time.
 */
final class TrustedAuthorities {
  /** Where Linux distributions and BSDs keep the bundle: Debian, Fedora, openSUSE, Alpine. */
  private static final List<Path> BUNDLES =
      Stream.of(
              "/etc/ssl/certs/ca-certificates.crt",
              "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
              "/etc/pki/tls/certs/ca-bundle.crt",
              "/etc/ssl/ca-bundle.pem",
              "/etc/ssl/cert.pem")
          .map(Path::of)
          .toList();

  private TrustedAuthorities() {}

  /**
   * A trust manager for all of them.
   *
   * @throws IllegalArgumentException naming the file that cannot be used
   */
  static TrustManager trustManager(List<Path> files) throws GeneralSecurityException, IOException {
    List<X509Certificate> authorities = new ArrayList<>(system());
    for (Path file : files) {
      authorities.addAll(configured(file));
    }
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (X509Certificate authority : authorities) {
      store.setCertificateEntry("ca-" + store.size(), authority);
    }
    return manager(store);
  }

  private static List<X509Certificate> system() throws GeneralSecurityException, IOException {
    for (Path bundle : BUNDLES) {
      if (Files.isReadable(bundle)) {
        List<X509Certificate> authorities = Pem.certificates(bundle, _ -> {});
        if (!authorities.isEmpty()) {
          return authorities;
        }
      }
    }
    return List.of(manager(null).getAcceptedIssuers());
  }

  private static List<X509Certificate> configured(Path file) throws GeneralSecurityException {
    List<Exception> broken = new ArrayList<>();
    List<X509Certificate> authorities;
    try {
      authorities = Pem.certificates(file, broken::add);
    } catch (IOException e) {
      throw new IllegalArgumentException("%s cannot be read: %s".formatted(file, e), e);
    }
    if (!broken.isEmpty()) {
      throw new IllegalArgumentException(
          "%s holds a certificate that cannot be read".formatted(file), broken.getFirst());
    }
    if (authorities.isEmpty()) {
      throw new IllegalArgumentException(
          "%s holds no PEM certificate (-----BEGIN CERTIFICATE-----)".formatted(file));
    }
    return authorities;
  }

  /** PKIX trust in the store, or in the JDK's own where it is null. */
  private static X509TrustManager manager(@Nullable KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(store);
    return Stream.of(factory.getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .map(X509TrustManager.class::cast)
        .findFirst()
        .orElseThrow();
  }
}
