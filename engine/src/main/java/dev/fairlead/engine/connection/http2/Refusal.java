package dev.fairlead.engine.connection.http2;

import dev.fairlead.engine.exchange.ClientEvents;
import dev.fairlead.engine.exchange.ClientStream;
import dev.fairlead.engine.message.Answer;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.HttpVersion;
import dev.fairlead.engine.message.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/** Stands in for an exchange where there is none: the answer is out, the rest is dropped. */
public final class Refusal implements ClientEvents {
  private Refusal() {}

  /** Writes the whole answer. */
  public static ClientEvents answer(Answer answer, ClientStream stream) {
    int length = answer.body().length;
    Headers fields = answer.headers().copy();
    fields.set(FieldName.CONTENT_LENGTH, String.valueOf(length));
    stream.respond(new ResponseHead(answer.status(), "", HttpVersion.HTTP_2, fields, length));
    if (length > 0) {
      stream.write(Unpooled.wrappedBuffer(answer.body()));
    }
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
