package dev.fairlead.app.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.fairlead.testkit.TestCa;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTPS page with many scripts; it says in its own text how many of them were loaded. */
final class PageOrigin implements AutoCloseable {
  static final int RESOURCES = 40;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger requests = new AtomicInteger();
  private final TestCa.Leaf leaf;
  private final HttpsServer server;

  PageOrigin(TestCa.Leaf leaf) throws IOException {
    this.leaf = leaf;
    this.server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    server.setHttpsConfigurator(new HttpsConfigurator(leaf.context()));
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "https://localhost:" + server.getAddress().getPort() + "/";
  }

  int requests() {
    return requests.get();
  }

  /** What Chromium calls the public key: SHA-256, Base64. */
  String pin() throws GeneralSecurityException {
    byte[] key = leaf.certificate().getPublicKey().getEncoded();
    return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(key));
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    boolean page = exchange.getRequestURI().getPath().equals("/");
    byte[] body = (page ? page() : script()).getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", page ? "text/html" : "text/javascript");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static String script() {
    return "loaded++; /*" + "x".repeat(20_000) + "*/";
  }

  private static String page() {
    var text = new StringBuilder("<!doctype html><script>let loaded = 0</script>");
    for (int i = 0; i < RESOURCES; i++) {
      text.append("<script src=/").append(i).append(".js></script>");
    }
    return text
        + "<p id=p></p><script>p.textContent = loaded + ' of "
        + RESOURCES
        + " loaded'</script>";
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
