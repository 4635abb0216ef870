package dev.fairlead.engine.connection.tls;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a certificate lies.
 *
 * @param certificate PEM file, the chain with the leaf first
 * @param key PEM file, PKCS #8
 * @param passphrase of an encrypted key, or null
 */
public record CertificateFiles(Path certificate, Path key, @Nullable String passphrase) {
  @Override
  public String toString() {
    return "CertificateFiles[" + certificate + "]";
  }
}
