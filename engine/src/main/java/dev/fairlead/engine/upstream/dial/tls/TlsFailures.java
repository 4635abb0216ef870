package dev.fairlead.engine.upstream.dial.tls;

import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Failure.Kind;
import io.netty.handler.ssl.NotSslRecordException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says in one sentence why a TLS handshake failed. */
public final class TlsFailures {
  private TlsFailures() {}

  /**
   * The failure in words.
   *
   * @param who the peer, for a person: {@code example.com} or {@code gateway mobile}
   */
  public static Failure of(Throwable cause, String who) {
    List<Throwable> causes = causes(cause);
    String flaw = certificateFlaw(causes);
    if (flaw != null) {
      return new Failure(Kind.TLS_CERTIFICATE, "the certificate of " + who + " " + flaw);
    }
    if (any(causes, NotSslRecordException.class)) {
      return new Failure(Kind.TLS_PROTOCOL, who + " answered the TLS handshake with plain text");
    }
    if (any(causes, ClosedChannelException.class) || says(causes, "connection closed while")) {
      return new Failure(
          Kind.CONNECTION_BROKEN, who + " closed the connection during the TLS handshake");
    }
    return new Failure(Kind.TLS_PROTOCOL, "the TLS handshake with " + who + alert(causes));
  }

  private static @Nullable String certificateFlaw(List<Throwable> causes) {
    boolean expired = any(causes, CertificateExpiredException.class);
    if (expired || hasReason(causes, BasicReason.EXPIRED)) {
      return "has expired";
    }
    if (any(causes, CertificateNotYetValidException.class)
        || hasReason(causes, BasicReason.NOT_YET_VALID)) {
      return "is not valid yet; check this machine's clock";
    }
    if (any(causes, CertPathBuilderException.class)) {
      return "is signed by an authority that is not trusted here;"
          + " add its PEM file to upstream.tls.ca if it should be";
    }
    if (says(causes, "no subject alternative") || says(causes, "no name matching")) {
      return "is for another host";
    }
    boolean unacceptable =
        any(causes, CertificateException.class) || any(causes, CertPathValidatorException.class);
    return unacceptable ? "is not acceptable: " + last(causes) : null;
  }

  private static String alert(List<Throwable> causes) {
    String words = last(causes);
    return says(causes, "alert") ? " was refused by the other side: " + words : " failed: " + words;
  }

  private static boolean hasReason(List<Throwable> causes, BasicReason reason) {
    return causes.stream()
        .anyMatch(each -> each instanceof CertPathValidatorException e && e.getReason() == reason);
  }

  private static boolean any(List<Throwable> causes, Class<? extends Throwable> type) {
    return causes.stream().anyMatch(type::isInstance);
  }

  private static boolean says(List<Throwable> causes, String words) {
    return causes.stream()
        .anyMatch(
            each -> String.valueOf(each.getMessage()).toLowerCase(Locale.ROOT).contains(words));
  }

  private static String last(List<Throwable> causes) {
    Throwable root = causes.getLast();
    String message = root.getMessage();
    return message == null ? root.getClass().getSimpleName() : message;
  }

  private static List<Throwable> causes(Throwable cause) {
    List<Throwable> causes = new ArrayList<>();
    for (Throwable each = cause; each != null && causes.size() < 16; each = each.getCause()) {
      causes.add(each);
    }
    return causes;
  }
}
