package dev.fairlead.engine.flow;

import java.io.IOException;
import java.util.List;

/**
 * A destination for the records of finished exchanges, made by a plug-in. All calls come from one
 * thread of its own, so it may wait; if it is slower than the traffic, records are dropped and
 * counted, and no exchange notices.
 */
public interface LogSink extends AutoCloseable {
  /** Begins: opens what it writes to. Not called where a configuration is only checked. */
  default void open() throws IOException {}

  /**
   * Takes records, oldest first. What this throws is logged, and the records count as lost.
   *
   * @param flows complete, and not changed any more
   */
  void write(List<Flow> flows) throws IOException;

  /** The end, after the last {@link #write}; also without {@link #open}. */
  @Override
  default void close() throws IOException {}
}
