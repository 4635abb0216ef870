package dev.fairlead.engine.upstream.dial;

import io.netty.channel.Channel;

/**
 * Is told exactly once how a dial ended, on its event loop and never before {@code dial} returns.
 */
public interface DialListener {
  /**
   * The channel stands and now belongs to the listener, which must add its handlers (at the end of
   * the pipeline) before it returns: bytes that came right behind a gateway's answer or the TLS
   * handshake are delivered straight afterwards. Auto-read is off, so nothing else is read until
   * the listener asks with {@code read()} or turns it on.
   */
  void connected(Channel channel, DialFacts facts);

  /** It did not work out; nothing is left open. */
  void failed(DialFailure failure);
}
