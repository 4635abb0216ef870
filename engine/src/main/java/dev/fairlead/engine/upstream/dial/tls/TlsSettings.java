package dev.fairlead.engine.upstream.dial.tls;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code upstream.tls} and {@code upstream.http2} say.
 *
 * @param authorities PEM files to trust besides the operating system's bundle
 * @param identity the client certificate to show when asked, or null
 * @param http2 whether HTTP/2 is offered
 */
public record TlsSettings(List<Path> authorities, @Nullable Identity identity, boolean http2) {
  /**
   * Who we are.
   *
   * @param certificate PEM file, the leaf first
   * @param key PEM file, PKCS #8
   * @param passphrase of an encrypted key, or null
   */
  public record Identity(Path certificate, Path key, @Nullable String passphrase) {
    @Override
    public String toString() {
      return "Identity[" + certificate + "]";
    }
  }

  public TlsSettings {
    authorities = List.copyOf(authorities);
  }

  /** The operating system's trust, no client certificate, HTTP/2 on. */
  public static TlsSettings system() {
    return new TlsSettings(List.of(), null, true);
  }
}
