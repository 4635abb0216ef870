package dev.fairlead.engine.connection.http2;

import dev.fairlead.engine.exchange.ClientEvents;
import dev.fairlead.engine.exchange.ClientStream;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.HttpVersion;
import dev.fairlead.engine.message.Method;
import dev.fairlead.engine.message.RequestHead;
import dev.fairlead.engine.message.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An exchange that answers 200 with the body it got, or with a greeting if it got none. */
final class Echo implements ClientEvents {
  private final ClientStream stream;
  private final RequestHead head;
  private final List<ByteBuf> chunks = new ArrayList<>();

  Echo(RequestHead head, ClientStream stream) {
    this.head = head;
    this.stream = stream;
  }

  @Override
  public void body(ByteBuf chunk) {
    chunks.add(chunk);
  }

  @Override
  public void bodyEnd(@Nullable Headers trailers) {
    if (chunks.isEmpty()) {
      chunks.add(Unpooled.copiedBuffer("ahoy\n", StandardCharsets.US_ASCII));
    }
    long length = chunks.stream().mapToLong(ByteBuf::readableBytes).sum();
    Headers headers = new Headers();
    headers.add(FieldName.CONTENT_TYPE, "text/plain");
    headers.add(FieldName.CONTENT_LENGTH, String.valueOf(length));
    boolean bodiless = head.method().equals(Method.HEAD);
    stream.respond(
        new ResponseHead(200, "OK", HttpVersion.HTTP_1_1, headers, bodiless ? 0 : length));
    chunks.forEach(stream::write);
    chunks.clear();
    stream.finish(trailers);
    stream.flush();
  }

  @Override
  public void clientReadComplete() {}

  @Override
  public void clientWritable() {}

  @Override
  public void clientFailed(Failure failure) {
    chunks.forEach(ByteBuf::release);
    chunks.clear();
  }

  @Override
  public void tick(long nanos) {}
}
