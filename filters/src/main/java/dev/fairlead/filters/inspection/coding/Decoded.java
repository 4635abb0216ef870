package dev.fairlead.filters.inspection.coding;

import io.netty.buffer.ByteBuf;

/**
 * Sees decoded bytes, which are gone when it returns.
 *
 * @param <X> what may go wrong where they are brought to
 */
@FunctionalInterface
public interface Decoded<X extends Exception> {
  /** Looks at a piece; the buffer stays the caller's. */
  void accept(ByteBuf bytes) throws Unreadable, X;
}
