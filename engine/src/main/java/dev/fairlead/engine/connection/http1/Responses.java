package dev.fairlead.engine.connection.http1;

import dev.fairlead.engine.exchange.ClientStream;
import dev.fairlead.engine.http1.After;
import dev.fairlead.engine.http1.BodyWriter;
import dev.fairlead.engine.http1.Framing;
import dev.fairlead.engine.http1.HeadWriter;
import dev.fairlead.engine.loop.Output;
import dev.fairlead.engine.message.Answer;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.HttpVersion;
import dev.fairlead.engine.message.Method;
import dev.fairlead.engine.message.RequestHead;
import dev.fairlead.engine.message.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;

/** Writes the responses of a client's connection, one after the other, as exchanges drive them. */
final class Responses implements ClientStream {
  /** Reads the requests, and decides what becomes of the connection. */
  interface Owner {
    /** Whether the connection may go on behind the response, as far as the request says. */
    boolean mayGoOn();

    /** This response is the last one. */
    void isLast();

    /** HTTP ends here: what follows, both ways, are the bytes of a tunnel. */
    void upgraded();

    /** The response has been written to its end. */
    void finished();

    /** Whether request bytes are wanted. */
    void reading(boolean wanted);

    /** The response is given up. */
    void aborted();
  }

  private final Owner owner;
  private final Channel channel;
  private final Output output;
  private final BodyWriter body;
  private Method method = Method.GET;
  private HttpVersion version = HttpVersion.HTTP_1_1;
  private boolean started;
  private boolean ended;

  Responses(Owner owner, ChannelHandlerContext context) {
    this.owner = owner;
    this.channel = context.channel();
    this.output = new Output(context);
    this.body = new BodyWriter(output);
  }

  /** What follows answers this request. */
  void begin(RequestHead request) {
    method = request.method();
    version = request.version();
    started = false;
    ended = false;
  }

  /** Whether a final head has been written. */
  boolean started() {
    return started;
  }

  /** Whether the response to the last request is complete. */
  boolean ended() {
    return ended;
  }

  /** Writes an answer that no exchange gave; it is the connection's last. */
  void whole(Answer answer) {
    Headers fields = answer.headers().copy();
    fields.set(FieldName.CONTENT_LENGTH, Integer.toString(answer.body().length));
    ResponseHead head =
        new ResponseHead(answer.status(), "", HttpVersion.HTTP_1_1, fields, answer.body().length);
    HeadWriter.response(output.bytes(), head, Method.GET, version, After.CLOSE);
    output.pass(Unpooled.wrappedBuffer(answer.body()));
    output.flush();
  }

  /** Drops what was not handed to the network yet. */
  void discard() {
    output.discard();
  }

  @Override
  public void interim(ResponseHead head) {
    if (version != HttpVersion.HTTP_1_0) {
      HeadWriter.response(output.bytes(), head, method, version, After.KEEP_ALIVE);
    }
  }

  @Override
  public void respond(ResponseHead head) {
    started = true;
    boolean goesOn = owner.mayGoOn();
    After after = goesOn ? After.KEEP_ALIVE : After.CLOSE;
    Framing framing = HeadWriter.response(output.bytes(), head, method, version, after);
    body.begin(framing);
    if (!goesOn || framing == Framing.UNTIL_CLOSE) {
      owner.isLast();
    }
  }

  @Override
  public void upgrade(ResponseHead head) {
    started = true;
    HeadWriter.response(output.bytes(), head, method, version, After.UPGRADE);
    body.begin(Framing.TUNNEL);
    owner.upgraded();
  }

  @Override
  public void write(ByteBuf chunk) {
    body.write(chunk);
  }

  @Override
  public void finish(@Nullable Headers trailers) {
    ended = true;
    body.end(trailers);
    output.flush();
    owner.finished();
  }

  @Override
  public void flush() {
    output.flush();
  }

  @Override
  public void reading(boolean wanted) {
    owner.reading(wanted);
  }

  @Override
  public boolean writable() {
    return channel.isWritable();
  }

  @Override
  public long unsent() {
    return channel.bytesBeforeWritable();
  }

  @Override
  public void abort(Failure failure) {
    output.discard();
    owner.aborted();
  }
}
