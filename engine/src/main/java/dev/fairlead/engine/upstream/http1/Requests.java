package dev.fairlead.engine.upstream.http1;

import dev.fairlead.engine.http1.After;
import dev.fairlead.engine.http1.BodyWriter;
import dev.fairlead.engine.http1.Framing;
import dev.fairlead.engine.http1.HeadWriter;
import dev.fairlead.engine.loop.Output;
import dev.fairlead.engine.message.BadMessage;
import dev.fairlead.engine.message.Body;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Gateway;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.Method;
import dev.fairlead.engine.message.RequestHead;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Writes the requests of an upstream connection, one after the other, or the bytes of a tunnel. */
final class Requests {
  private final Endpoint endpoint;
  private final Output output;
  private final BodyWriter body;
  private Method method = Method.GET;
  private boolean upgradeAsked;
  private boolean ended;

  Requests(Endpoint endpoint, ChannelHandlerContext context) {
    this.endpoint = endpoint;
    this.output = new Output(context);
    this.body = new BodyWriter(output);
  }

  /** The method of the last request. */
  Method method() {
    return method;
  }

  /** Whether the last request asked for another protocol. */
  boolean upgradeAsked() {
    return upgradeAsked;
  }

  /** Whether nothing more of the request, or of our half of a tunnel, is to come. */
  boolean ended() {
    return ended;
  }

  /** Another request is to come, or bytes of a tunnel. */
  void begin() {
    ended = false;
    body.begin(Framing.TUNNEL);
  }

  /** Writes a head, for a gateway with its credentials. */
  void send(RequestHead head) throws BadMessage {
    method = head.method();
    // What has no body has ended with its head, whoever still has to say so.
    ended = head.bodyLength() == Body.NONE;
    upgradeAsked = head.headers().contains(FieldName.UPGRADE);
    Gateway gateway = endpoint.absoluteForm() ? endpoint.gateway() : null;
    Gateway.Credentials credentials = gateway == null ? null : gateway.credentials();
    if (credentials == null) {
      write(head);
      return;
    }
    head.headers().set(FieldName.PROXY_AUTHORIZATION, basic(credentials));
    try {
      write(head);
    } finally {
      // A retry may go elsewhere, where these credentials must not be seen.
      head.headers().remove(FieldName.PROXY_AUTHORIZATION);
    }
  }

  private void write(RequestHead head) throws BadMessage {
    After after = upgradeAsked ? After.UPGRADE : After.KEEP_ALIVE;
    body.begin(HeadWriter.request(output.bytes(), head, endpoint.absoluteForm(), after));
  }

  private static String basic(Gateway.Credentials credentials) {
    byte[] text =
        (credentials.user() + ":" + credentials.password()).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(text);
  }

  void write(ByteBuf chunk) {
    body.write(chunk);
  }

  void end(@Nullable Headers trailers) {
    ended = true;
    body.end(trailers);
  }

  void flush() {
    output.flush();
  }

  /** Drops what was not handed to the network yet. */
  void discard() {
    output.discard();
  }
}
