package dev.fairlead.engine.upstream.dial.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the certificates of a PEM file and skips whatever else stands in it (RFC 7468 §5). */
final class Pem {
  private static final Pattern CERTIFICATE =
      Pattern.compile(
          "-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----([A-Za-z0-9+/=\\s]+)"
              + "-----END (?:X509 |TRUSTED )?CERTIFICATE-----");

  private Pem() {}

  /**
   * All certificates of the file.
   *
   * @param broken hears of each one that cannot be read
   */
  static List<X509Certificate> certificates(Path file, Consumer<Exception> broken)
      throws IOException, CertificateException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> certificates = new ArrayList<>();
    Matcher matcher = CERTIFICATE.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
    while (matcher.find()) {
      try {
        byte[] bytes = Base64.getMimeDecoder().decode(matcher.group(1));
        certificates.add(
            (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(bytes)));
      } catch (CertificateException | IllegalArgumentException e) {
        broken.accept(e);
      }
    }
    return certificates;
  }
}
