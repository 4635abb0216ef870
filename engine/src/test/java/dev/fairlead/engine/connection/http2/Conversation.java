package dev.fairlead.engine.connection.http2;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.fairlead.engine.http2.Http2Limits;
import dev.fairlead.engine.http2.Wire;
import dev.fairlead.engine.message.Body;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.HttpVersion;
import dev.fairlead.engine.message.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;

/** A client on the wire, our connection, and the exchanges it began. */
final class Conversation implements AutoCloseable {
  static final String[] GET = {
    ":method", "GET", ":scheme", "https", ":authority", "example.com", ":path", "/"
  };
  static final String[] POST = {
    ":method", "POST", ":scheme", "https", ":authority", "example.com", ":path", "/"
  };

  final List<Script> exchanges = new ArrayList<>();
  final Http2ClientConnection connection;
  final Wire wire;

  Conversation() {
    this(Http2Limits.CLIENTS);
  }

  Conversation(Http2Limits limits, int... settings) {
    connection =
        new Http2ClientConnection(
            (head, stream) -> {
              Script script = new Script(head, stream);
              exchanges.add(script);
              return script;
            },
            limits,
            Http2Timeouts.DEFAULT);
    wire = new Wire(connection);
    wire.clientPreface(settings);
  }

  /** The exchange that began last. */
  Script last() {
    return exchanges.getLast();
  }

  static ResponseHead response(int status, long bodyLength, String... fields) {
    Headers headers = new Headers();
    for (int i = 0; i < fields.length; i += 2) {
      headers.add(fields[i], fields[i + 1]);
    }
    return new ResponseHead(status, "", HttpVersion.HTTP_1_1, headers, bodyLength);
  }

  static ResponseHead ok() {
    return response(200, Body.UNKNOWN);
  }

  static ByteBuf text(String text) {
    return Unpooled.copiedBuffer(text, US_ASCII);
  }

  static String[] with(String[] fields, String... more) {
    List<String> all = new ArrayList<>(List.of(fields));
    all.addAll(List.of(more));
    return all.toArray(new String[0]);
  }

  @Override
  public void close() {
    wire.close();
  }
}
