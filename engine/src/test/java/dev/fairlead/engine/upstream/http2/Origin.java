package dev.fairlead.engine.upstream.http2;

import dev.fairlead.engine.exchange.UpstreamStream;
import dev.fairlead.engine.http2.Http2Limits;
import dev.fairlead.engine.http2.Wire;
import dev.fairlead.engine.message.Authority;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.Host;
import dev.fairlead.engine.message.HttpVersion;
import dev.fairlead.engine.message.Method;
import dev.fairlead.engine.message.RequestHead;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An origin on the wire, our connection to it, and what its owner heard. */
final class Origin implements AutoCloseable, Http2UpstreamConnection.Owner {
  static final Endpoint ENDPOINT =
      new Endpoint(Host.parse("origin.example"), 443, true, null, Endpoint.Use.HTTP, true);

  final List<String> owner = new ArrayList<>();
  final Http2UpstreamConnection connection =
      new Http2UpstreamConnection(ENDPOINT, this, Http2Limits.UPSTREAMS, Duration.ofSeconds(10));
  final Wire wire = new Wire(connection);

  Origin(int... settings) {
    wire.serverPreface(settings);
    owner.clear();
  }

  /** Opens a stream and sends a request on it. */
  UpstreamStream send(Answer answer, Method method, long bodyLength, String... fields) {
    UpstreamStream stream = connection.open(answer);
    stream.send(request(method, bodyLength, fields));
    stream.flush();
    return stream;
  }

  UpstreamStream get(Answer answer) {
    return send(answer, Method.GET, 0);
  }

  static RequestHead request(Method method, long bodyLength, String... fields) {
    Headers headers = new Headers();
    for (int i = 0; i < fields.length; i += 2) {
      headers.add(fields[i], fields[i + 1]);
    }
    return new RequestHead(
        method,
        RequestHead.Form.ORIGIN,
        "http",
        Authority.parse("site.example"),
        "/path?q",
        HttpVersion.HTTP_1_1,
        headers,
        bodyLength,
        null);
  }

  @Override
  public void freed(Http2UpstreamConnection connection) {
    owner.add("freed");
  }

  @Override
  public void idle(Http2UpstreamConnection connection) {
    owner.add("idle");
  }

  @Override
  public void closed(Http2UpstreamConnection connection) {
    owner.add("closed");
  }

  @Override
  public void close() {
    wire.close();
  }
}
