package dev.fairlead.app.config;

import dev.fairlead.app.config.bind.Checked;
import dev.fairlead.app.config.bind.Key;
import dev.fairlead.app.config.bind.Scope;
import dev.fairlead.app.config.bind.Written;
import dev.fairlead.app.config.unit.Secret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** TLS towards clients. */
public record ServerTls(
    @Key(value = "auto turns TLS on when there is a certificate.", preset = "auto") Toggle enabled,
    @Key("PEM file with the certificate and its chain.") Optional<Path> cert,
    @Key("PEM file with the certificate's private key.") Optional<Path> key,
    @Key("Passphrase of the private key.") Optional<Secret> keyPassphrase,
    @Key("Further certificates; clients get the one whose names fit (SNI).")
        List<Certificate> certificates,
    @Key(
            value = "A port for TLS alone; without it server.port takes TLS and plain text alike.",
            zero = "any free port",
            max = 65535)
        Optional<Integer> port,
    @Key(value = "Oldest version of TLS accepted.", preset = "1.2") Version minVersion)
    implements Checked {

  /** A version of TLS. */
  public enum Version {
    @Written("1.2")
    TLS_1_2,
    @Written("1.3")
    TLS_1_3
  }

  /** A certificate with its key. */
  public record Certificate(
      @Key("PEM file with the certificate and its chain.") Path cert,
      @Key("PEM file with its private key.") Path key,
      @Key("Passphrase of the private key.") Optional<Secret> keyPassphrase) {}

  /** Whether clients can speak TLS to us. */
  public boolean isOn() {
    return enabled != Toggle.OFF && !all().isEmpty();
  }

  /** All certificates, the default one first. */
  public List<Certificate> all() {
    var all = new ArrayList<Certificate>();
    if (cert.isPresent() && key.isPresent()) {
      all.add(new Certificate(cert.get(), key.get(), keyPassphrase));
    }
    all.addAll(certificates);
    return all;
  }

  @Override
  public void check(Scope scope) {
    if (enabled == Toggle.OFF) {
      return;
    }
    KeyFiles.pair(scope, cert, key);
    KeyFiles.readable(scope, "cert", cert);
    KeyFiles.readableKey(scope, "key", key);
    for (int i = 0; i < certificates.size(); i++) {
      String at = "certificates[" + i + "].";
      KeyFiles.readable(scope, at + "cert", Optional.of(certificates.get(i).cert()));
      KeyFiles.readableKey(scope, at + "key", Optional.of(certificates.get(i).key()));
    }
    if (enabled == Toggle.ON && all().isEmpty() && !scope.isBroken("")) {
      scope.error(
          "enabled", "is true, but there is no certificate", "Add server.tls.cert and key.");
    }
  }
}
