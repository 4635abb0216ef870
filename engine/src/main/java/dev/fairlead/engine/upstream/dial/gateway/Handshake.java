package dev.fairlead.engine.upstream.dial.gateway;

import dev.fairlead.engine.message.Failure;
import io.netty.buffer.ByteBuf;

/** Our side of the conversation that opens a tunnel through a gateway; bytes in, bytes out. */
public sealed interface Handshake permits ConnectHandshake, SocksHandshake {
  /** How far the conversation has come. */
  sealed interface Progress {
    /** The gateway has more to say. */
    record More() implements Progress {}

    /** The tunnel is open; what is left of the input belongs to it. */
    record Open() implements Progress {}

    /** There will be no tunnel. */
    record Refused(Failure failure) implements Progress {}

    Progress MORE = new More();
    Progress OPEN = new Open();
  }

  /** Writes what we say first. */
  void start(ByteBuf out);

  /** Consumes what is understood of the input and writes what we say to it. */
  Progress read(ByteBuf in, ByteBuf out);

  /** Whether the gateway has been told where we want to go. */
  boolean destinationSent();
}
