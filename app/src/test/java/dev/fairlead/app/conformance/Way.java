package dev.fairlead.app.conformance;

import dev.fairlead.testkit.HttpOrigin;
import dev.fairlead.testkit.TestCa;
import java.nio.file.Path;

/** A way that bodies go: what the client speaks, and what the origin. */
enum Way {
  HTTP1_TO_HTTP1,
  HTTP2_TO_HTTP1,
  HTTP1_TO_HTTP2,
  HTTP2_TO_HTTP2,
  FORWARD,
  CONNECT;

  boolean toHttp2() {
    return this == HTTP1_TO_HTTP2 || this == HTTP2_TO_HTTP2;
  }

  boolean fromHttp2() {
    return this == HTTP2_TO_HTTP1 || this == HTTP2_TO_HTTP2;
  }

  /** The origin of this way, which writes {@code ca.pem} if it needs to be trusted. */
  HttpOrigin origin(Path folder) throws Exception {
    if (!toHttp2()) {
      return HttpOrigin.start();
    }
    var ca = TestCa.create();
    ca.write(folder.resolve("ca.pem"));
    return HttpOrigin.startTls(ca.leaf("localhost", "127.0.0.1"), "h2");
  }

  /** The configuration that leads to the origin. */
  String configuration(HttpOrigin origin) {
    String backend = (toHttp2() ? "https://" : "http://") + origin.authority();
    String trust = toHttp2() ? "upstream: {tls: {ca: [ca.pem]}}\n" : "";
    return trust + "server: {limits: {body: 2GB}}\nrouting: {default_backend: " + backend + "}\n";
  }

  BodyClient client(int port, HttpOrigin origin) throws Exception {
    return switch (this) {
      case HTTP2_TO_HTTP1, HTTP2_TO_HTTP2 -> new Http2Client(port);
      case FORWARD -> Http1Client.forward(port, origin.authority());
      case CONNECT -> Http1Client.tunnel(port, origin.authority());
      default -> Http1Client.reverse(port);
    };
  }
}
