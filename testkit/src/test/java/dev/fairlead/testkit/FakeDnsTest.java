package dev.fairlead.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.testkit.FakeDns.RecordType;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Hashtable;
import java.util.HexFormat;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.ServiceUnavailableException;
import javax.naming.directory.InitialDirContext;
import org.junit.jupiter.api.Test;

/** The JDK's own DNS client is the judge. */
final class FakeDnsTest {
  @Test
  void answersBothFamiliesAndCounts() throws Exception {
    try (var dns =
        FakeDns.start().address("shop.test", 60, "192.0.2.1", "192.0.2.2", "2001:db8::1")) {
      assertThat(ask(dns, "Shop.test", "A")).contains("192.0.2.1", "192.0.2.2");
      assertThat(ask(dns, "shop.test", "AAAA")).contains("2001:db8:");
      assertThat(dns.queries("shop.test")).isEqualTo(2);
      assertThat(dns.queries("shop.test.", RecordType.A)).isEqualTo(1);
    }
  }

  @Test
  void followsAliases() throws Exception {
    try (var dns = FakeDns.start().address("real.test", 60, "192.0.2.7")) {
      dns.alias("www.test", 60, "real.test");
      assertThat(ask(dns, "www.test", "A")).contains("192.0.2.7");
    }
  }

  @Test
  void answersChangeInTurnAndTheLastStays() throws Exception {
    try (var dns = FakeDns.start().address("flip.test", 0, "192.0.2.1")) {
      dns.then("flip.test", 0, "127.0.0.1");
      assertThat(ask(dns, "flip.test", "A")).contains("192.0.2.1");
      assertThat(ask(dns, "flip.test", "A")).contains("127.0.0.1");
      assertThat(ask(dns, "flip.test", "A")).contains("127.0.0.1");
    }
  }

  @Test
  void unknownNamesDoNotExistAndFailuresFail() throws Exception {
    try (var dns = FakeDns.start().fail("broken.test")) {
      assertThatThrownBy(() -> ask(dns, "no.test", "A")).isInstanceOf(NameNotFoundException.class);
      assertThatThrownBy(() -> ask(dns, "broken.test", "A"))
          .isInstanceOf(ServiceUnavailableException.class);
    }
  }

  @Test
  void delaysAndDrops() throws Exception {
    try (var dns = FakeDns.start().address("slow.test", 60, "192.0.2.1").drop("gone.test")) {
      dns.delay("slow.test", Duration.ofMillis(60));
      long start = System.nanoTime();
      ask(dns, "slow.test", "A");
      assertThat(System.nanoTime() - start).isGreaterThan(55_000_000);
      assertThatThrownBy(() -> oneDatagram(dns)).isInstanceOf(SocketTimeoutException.class);
      assertThat(dns.queries("gone.test")).isEqualTo(1);
    }
  }

  /** A question about gone.test that is asked once only. */
  private static void oneDatagram(FakeDns dns) throws Exception {
    byte[] question =
        HexFormat.of().parseHex("00010100000100000000000004676f6e6504746573740000010001");
    try (var socket = new DatagramSocket()) {
      socket.setSoTimeout(80);
      socket.send(new DatagramPacket(question, question.length, dns.address()));
      socket.receive(new DatagramPacket(new byte[100], 100));
    }
  }

  @SuppressWarnings({"JdkObsolete", "BanJNDI"}) // only JNDI reaches the JDK's DNS client
  private static String ask(FakeDns dns, String name, String type) throws NamingException {
    var environment = new Hashtable<String, String>();
    environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
    environment.put(Context.PROVIDER_URL, "dns://127.0.0.1:" + dns.address().getPort());
    var context = new InitialDirContext(environment);
    try {
      return context.getAttributes(name, new String[] {type}).toString();
    } finally {
      context.close();
    }
  }
}
