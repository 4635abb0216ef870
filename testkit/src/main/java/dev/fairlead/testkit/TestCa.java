package dev.fairlead.testkit;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** A throw-away certificate authority (EC P-256) with good, expired and self-signed leafs. */
public final class TestCa {
  private static final char[] NO_PASSWORD = new char[0];
  private final KeyPair keys;
  private final X509Certificate certificate;

  private TestCa(KeyPair keys, X509Certificate certificate) {
    this.keys = keys;
    this.certificate = certificate;
  }

  /** A certificate with its key and the chain up to the root. */
  public record Leaf(List<X509Certificate> chain, PrivateKey key) {
    /** The leaf certificate. */
    public X509Certificate certificate() {
      return chain.getFirst();
    }

    /** The leaf followed by its issuers, PEM. */
    public String certificatePem() {
      var text = new StringBuilder();
      for (X509Certificate c : chain) text.append(TestCa.pem(c));
      return text.toString();
    }

    /** The key as unencrypted PKCS#8, PEM. */
    public String keyPem() {
      return TestCa.pem("PRIVATE KEY", key.getEncoded());
    }

    /** Writes {@code name.pem} and {@code name.key} into the folder. */
    public void write(Path folder, String name) throws IOException {
      Files.writeString(folder.resolve(name + ".pem"), certificatePem());
      Files.writeString(folder.resolve(name + ".key"), keyPem());
    }

    /** A factory that presents this leaf. */
    public KeyManagerFactory keyManagers() {
      try {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("leaf", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory;
      } catch (GeneralSecurityException | IOException e) {
        throw new IllegalStateException("the leaf cannot be presented", e);
      }
    }

    /** A context that presents this leaf, for a server. */
    public SSLContext context() {
      return TestCa.context(keyManagers(), null);
    }

    /** A context that presents this leaf as a client certificate and trusts the CA. */
    public SSLContext clientContext(TestCa ca) {
      return TestCa.context(keyManagers(), ca.trustManagers());
    }
  }

  /** Makes a new authority. */
  public static TestCa create() {
    KeyPair keys = newKeys();
    var name = new X500Name("CN=Test CA " + Long.toHexString(new SecureRandom().nextLong()));
    return new TestCa(keys, sign(new Order(name, keys, name, keys, true, valid(), List.of())));
  }

  /** A leaf valid for the host names and literal addresses given. */
  public Leaf leaf(String... names) {
    return issue(valid(), names);
  }

  /** A leaf that ran out yesterday. */
  public Leaf expired(String... names) {
    Instant now = Instant.now();
    return issue(
        new Validity(now.minus(Duration.ofDays(30)), now.minus(Duration.ofDays(1))), names);
  }

  /** A leaf that nobody vouches for. */
  public static Leaf selfSigned(String... names) {
    KeyPair own = newKeys();
    var name = new X500Name("CN=" + names[0]);
    var order = new Order(name, own, name, own, false, valid(), List.of(names));
    return new Leaf(List.of(sign(order)), own.getPrivate());
  }

  /** The authority's own certificate. */
  public X509Certificate certificate() {
    return certificate;
  }

  /** The authority's own certificate, PEM. */
  public String pem() {
    return pem(certificate);
  }

  /** Writes the authority's certificate. */
  public Path write(Path file) throws IOException {
    return Files.writeString(file, pem());
  }

  /** A factory that trusts this authority alone. */
  public TrustManagerFactory trustManagers() {
    try {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry("ca", certificate);
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the authority cannot be trusted", e);
    }
  }

  /** A client context that trusts this authority alone. */
  public SSLContext trustingContext() {
    return context(null, trustManagers());
  }

  private Leaf issue(Validity validity, String... names) {
    KeyPair own = newKeys();
    var issuer = new X500Name(certificate.getSubjectX500Principal().getName());
    var subject = new X500Name("CN=" + names[0]);
    var order = new Order(subject, own, issuer, keys, false, validity, List.of(names));
    return new Leaf(List.of(sign(order), certificate), own.getPrivate());
  }

  private record Validity(Instant from, Instant to) {}

  private record Order(
      X500Name subject,
      KeyPair own,
      X500Name issuer,
      KeyPair signer,
      boolean ca,
      Validity validity,
      List<String> names) {}

  private static Validity valid() {
    Instant now = Instant.now();
    return new Validity(now.minus(Duration.ofDays(2)), now.plus(Duration.ofDays(30)));
  }

  private static X509Certificate sign(Order order) {
    try {
      var serial = new BigInteger(100, new SecureRandom()).setBit(99);
      var builder =
          new JcaX509v3CertificateBuilder(
              order.issuer,
              serial,
              Date.from(order.validity.from),
              Date.from(order.validity.to),
              order.subject,
              order.own.getPublic());
      extend(builder, order);
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(order.signer.getPrivate());
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException("the certificate cannot be made", e);
    }
  }

  private static void extend(JcaX509v3CertificateBuilder builder, Order order)
      throws GeneralSecurityException, IOException {
    var extensions = new JcaX509ExtensionUtils();
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(order.ca));
    builder.addExtension(
        Extension.subjectKeyIdentifier,
        false,
        extensions.createSubjectKeyIdentifier(order.own.getPublic()));
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        extensions.createAuthorityKeyIdentifier(order.signer.getPublic()));
    int usage = order.ca ? KeyUsage.keyCertSign | KeyUsage.cRLSign : KeyUsage.digitalSignature;
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
    if (order.ca) return;
    var names = order.names.stream().map(TestCa::generalName).toArray(GeneralName[]::new);
    builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
  }

  private static GeneralName generalName(String name) {
    boolean literal = name.contains(":") || name.matches("[0-9.]+");
    return new GeneralName(literal ? GeneralName.iPAddress : GeneralName.dNSName, name);
  }

  private static KeyPair newKeys() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has P-256", e);
    }
  }

  private static SSLContext context(
      @Nullable KeyManagerFactory keys, @Nullable TrustManagerFactory trust) {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(
          keys == null ? null : keys.getKeyManagers(),
          trust == null ? null : trust.getTrustManagers(),
          null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no TLS context", e);
    }
  }

  private static String pem(X509Certificate certificate) {
    try {
      return pem("CERTIFICATE", certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the certificate cannot be encoded", e);
    }
  }

  private static String pem(String label, byte[] der) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n";
  }
}
