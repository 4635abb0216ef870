package dev.fairlead.engine.http2;

/** What a link tells each of its streams. Event loop only. */
public interface LinkStream {
  /** Whether more should be written. */
  boolean writable();

  /** {@link #writable} turned true. */
  void becameWritable();

  /** What was read in one go has been delivered; told to streams that asked for it. */
  void readComplete();
}
