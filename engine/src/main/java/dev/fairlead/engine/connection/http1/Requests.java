package dev.fairlead.engine.connection.http1;

import dev.fairlead.engine.exchange.ClientEvents;
import dev.fairlead.engine.http1.BodyReader;
import dev.fairlead.engine.http1.BodySink;
import dev.fairlead.engine.http1.Framing;
import dev.fairlead.engine.http1.Http1Limits;
import dev.fairlead.engine.http1.RequestParser;
import dev.fairlead.engine.message.BadMessage;
import dev.fairlead.engine.message.Body;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.Method;
import dev.fairlead.engine.message.RequestHead;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Reads the requests of a client's connection, head and body in turn, for one exchange each. */
final class Requests implements BodySink {
  /** Lets the exchange of a head begin. */
  interface Opening {
    ClientEvents open(RequestHead head, boolean persistent);
  }

  private final Opening opening;
  private final RequestParser parser;
  private final BodyReader reader;
  private @Nullable ClientEvents exchange;
  private boolean ended;
  private boolean wanted = true;

  Requests(Opening opening, Http1Limits limits) {
    this.opening = opening;
    this.parser = new RequestParser(limits);
    this.reader = BodyReader.ofRequests(limits);
  }

  /** The exchange that the current request belongs to, or null between two of them. */
  @Nullable ClientEvents exchange() {
    return exchange;
  }

  /** Forgets the exchange, and returns what it was. */
  @Nullable ClientEvents leave() {
    ClientEvents left = exchange;
    exchange = null;
    return left;
  }

  /**
   * Whether the current request has come completely; in a tunnel, whether the client's half has.
   */
  boolean ended() {
    return ended;
  }

  /** Whether the exchange wants more of the body. */
  boolean wanted() {
    return wanted;
  }

  void wanted(boolean wanted) {
    this.wanted = wanted;
  }

  /** Takes the next head or a piece of a body; false if that needs more bytes, or an end first. */
  boolean take(ByteBuf bytes) throws BadMessage {
    return exchange == null ? takeHead(bytes) : takeBody(bytes);
  }

  private boolean takeHead(ByteBuf bytes) throws BadMessage {
    RequestHead head = parser.parse(bytes);
    if (head == null) {
      return false;
    }
    Framing framing = head.method().equals(Method.CONNECT) ? Framing.TUNNEL : parser.framing();
    reader.begin(framing, head.bodyLength());
    ended = framing == Framing.NONE;
    wanted = true;
    ClientEvents begun = opening.open(head, parser.persistent());
    exchange = begun;
    if (ended) {
      begun.bodyEnd(null);
    }
    return true;
  }

  private boolean takeBody(ByteBuf bytes) throws BadMessage {
    if (ended || !wanted) {
      return false;
    }
    int before = bytes.readableBytes();
    boolean complete = reader.read(bytes, this);
    // An incomplete trailer section stays where it is until more of it comes.
    return complete || bytes.readableBytes() != before;
  }

  /** Whether it would take more bytes if there were any. */
  boolean starves() {
    return exchange == null || (wanted && !ended);
  }

  /**
   * What follows the request are opaque bytes.
   *
   * @return whether that is news; behind a CONNECT it is not
   */
  boolean tunnel() {
    boolean news = ended;
    if (news) {
      ended = false;
      reader.begin(Framing.TUNNEL, Body.UNKNOWN);
    }
    return news;
  }

  /** All that one read brought has been delivered. */
  void readComplete() {
    if (exchange != null) {
      exchange.clientReadComplete();
    }
  }

  /** Ends the client's half of a tunnel. */
  void eof() {
    reader.eof(this);
  }

  /** Nothing of it can be trusted any more. */
  void spoil() {
    ended = false;
  }

  @Override
  public void chunk(ByteBuf bytes) {
    if (exchange == null) {
      bytes.release();
    } else {
      exchange.body(bytes);
    }
  }

  @Override
  public void end(@Nullable Headers trailers) {
    ended = true;
    if (exchange != null) {
      exchange.bodyEnd(trailers);
    }
  }
}
