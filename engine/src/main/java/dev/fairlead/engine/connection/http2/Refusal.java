package dev.fairlead.engine.connection.http2;

import dev.fairlead.engine.exchange.ClientEvents;
import dev.fairlead.engine.exchange.ClientStream;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.HttpVersion;
import dev.fairlead.engine.message.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.jspecify.annotations.Nullable;

/** Stands in for an exchange where there is none: the answer is out, the rest is dropped. */
final class Refusal implements ClientEvents {
  private static final FieldName X_CONTENT_TYPE_OPTIONS = FieldName.of("X-Content-Type-Options");

  private Refusal() {}

  static Refusal answer(Failure failure, ClientStream stream) {
    ByteBuf text =
        ByteBufUtil.writeUtf8(UnpooledByteBufAllocator.DEFAULT, failure.message() + "\n");
    Headers headers = new Headers();
    headers.add(FieldName.CONTENT_TYPE, "text/plain; charset=utf-8");
    headers.add(FieldName.CONTENT_LENGTH, String.valueOf(text.readableBytes()));
    headers.add(X_CONTENT_TYPE_OPTIONS, "nosniff");
    headers.add(FieldName.PROXY_STATUS, "fairlead; error=" + failure.kind().proxyStatus());
    stream.respond(
        new ResponseHead(failure.status(), "", HttpVersion.HTTP_2, headers, text.readableBytes()));
    stream.write(text);
    stream.finish(null);
    stream.flush();
    return new Refusal();
  }

  @Override
  public void body(ByteBuf chunk) {
    chunk.release();
  }

  @Override
  public void bodyEnd(@Nullable Headers trailers) {}

  @Override
  public void clientReadComplete() {}

  @Override
  public void clientWritable() {}

  @Override
  public void clientFailed(Failure failure) {}

  @Override
  public void tick(long nanos) {}
}
