package dev.fairlead.engine.upstream.http1;

import dev.fairlead.engine.exchange.UpstreamEvents;
import dev.fairlead.engine.http1.BodyReader;
import dev.fairlead.engine.http1.BodySink;
import dev.fairlead.engine.http1.Framing;
import dev.fairlead.engine.http1.Http1Limits;
import dev.fairlead.engine.http1.ResponseParser;
import dev.fairlead.engine.message.BadMessage;
import dev.fairlead.engine.message.Body;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.ResponseHead;
import io.netty.buffer.ByteBuf;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the responses of an upstream connection, one after the other, or the bytes of a tunnel. */
final class Responses implements BodySink {
  /** Hears of the end of a response, or of the upstream's half of a tunnel. */
  interface Ending {
    void ended(UpstreamEvents events, @Nullable Headers trailers);
  }

  private static final int MAX_INTERIMS = 64;

  private final Ending ending;
  private final ResponseParser parser;
  private final BodyReader reader;
  private @Nullable UpstreamEvents events;
  private boolean tunnel;
  private boolean headRead;
  private boolean ended;
  private int interims;

  Responses(Ending ending, Http1Limits limits) {
    this.ending = ending;
    this.parser = new ResponseParser(limits);
    this.reader = BodyReader.ofResponses(limits);
  }

  /** What comes from now on is for that exchange. */
  void begin(UpstreamEvents next, boolean opaque) {
    events = next;
    tunnel = opaque;
    headRead = opaque;
    ended = false;
    interims = 0;
    if (opaque) {
      reader.begin(Framing.TUNNEL, Body.UNKNOWN);
    }
  }

  /** The exchange that waits for what comes, or null. */
  @Nullable UpstreamEvents events() {
    return events;
  }

  /** Forgets the exchange, and returns what it was. */
  @Nullable UpstreamEvents leave() {
    UpstreamEvents left = events;
    events = null;
    return left;
  }

  /** Whether opaque bytes are relayed, from the beginning or since a 101. */
  boolean tunnel() {
    return tunnel;
  }

  /** Whether the final head has come. */
  boolean headRead() {
    return headRead;
  }

  boolean ended() {
    return ended;
  }

  /** Whether somebody waits for what comes next. */
  boolean awaited() {
    return events != null && (tunnel || !ended);
  }

  /** Whether, as far as the response says, another may follow. */
  boolean persistent() {
    return parser.persistent();
  }

  /** Takes a head or what there is of a body; false if that needs more bytes. */
  boolean take(ByteBuf bytes, Requests asked) throws BadMessage {
    if (headRead) {
      // The reader takes all it can; what is left is the beginning of something.
      return reader.read(bytes, this) && bytes.isReadable();
    }
    ResponseHead head = parser.parse(bytes, asked.method(), asked.upgradeAsked());
    if (head == null) {
      return false;
    }
    if (head.isInterim()) {
      interim(head);
    } else {
      begin(head, asked);
    }
    return true;
  }

  private void interim(ResponseHead head) throws BadMessage {
    if (++interims > MAX_INTERIMS) {
      throw new BadMessage(
          Failure.Kind.BAD_RESPONSE, "The upstream sends interim responses without end");
    }
    Objects.requireNonNull(events).interim(head);
  }

  private void begin(ResponseHead head, Requests asked) {
    headRead = true;
    Framing framing = parser.framing();
    reader.begin(framing, head.bodyLength());
    if (framing == Framing.TUNNEL) {
      tunnel = true;
      asked.begin();
    }
    Objects.requireNonNull(events).response(head);
    if (framing == Framing.NONE && events != null) {
      end(null);
    }
  }

  /**
   * Says that no more bytes will come.
   *
   * @param believable whether nobody can have cut them off
   * @return whether what came is complete
   */
  boolean eof(boolean believable) {
    return headRead && (tunnel || believable) && reader.eof(this);
  }

  @Override
  public void chunk(ByteBuf bytes) {
    if (events == null) {
      bytes.release();
    } else {
      events.chunk(bytes);
    }
  }

  @Override
  public void end(@Nullable Headers trailers) {
    ended = true;
    if (events != null) {
      ending.ended(events, trailers);
    }
  }
}
