package dev.fairlead.engine.connection.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.http2.Http2Limits;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The JDK's HTTP client against our server side, over TLS. */
class RealClientTest {
  private TestServer server;
  private HttpClient client;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer(Echo::new, Http2Limits.CLIENTS, TestTls.server());
    SSLContext trusting = SSLContext.getInstance("TLS");
    trusting.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
    client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).sslContext(trusting).build();
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void largeBodyComesBackAsItWas() throws Exception {
    byte[] body = new byte[5 << 20];
    new Random(7).nextBytes(body);
    HttpResponse<byte[]> response =
        client.send(
            request().POST(HttpRequest.BodyPublishers.ofByteArray(body)).build(),
            HttpResponse.BodyHandlers.ofByteArray());

    assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(body);
  }

  @Test
  void manyStreamsShareAConnection() {
    List<CompletableFuture<HttpResponse<String>>> responses = new ArrayList<>();
    client.sendAsync(request().build(), HttpResponse.BodyHandlers.ofString()).join();
    for (int i = 0; i < 90; i++) {
      String body = "body " + i;
      responses.add(
          client.sendAsync(
              request().POST(HttpRequest.BodyPublishers.ofString(body)).build(),
              HttpResponse.BodyHandlers.ofString()));
    }

    for (int i = 0; i < responses.size(); i++) {
      assertThat(responses.get(i).join().body()).isEqualTo("body " + i);
    }
    assertThat(server.connections())
        .singleElement()
        .extracting(Http2ClientConnection::requests)
        .isEqualTo(91L);
  }

  private HttpRequest.Builder request() {
    return HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + "/echo"));
  }
}
