package dev.fairlead.engine.message;

/**
 * One attempt's use of one target, told how it went so that the next choice is a better one. Event
 * loop only.
 */
public interface Lease {
  Endpoint endpoint();

  /**
   * The response head has come.
   *
   * @param nanos since the attempt began
   */
  default void responded(int status, long nanos) {}

  /** The response goes to the client; fields may be added to its head. */
  default void relayed(ResponseHead head) {}

  /** The attempt came to nothing, or to a bad end after its response began. */
  default void failed(Failure failure) {}

  /** The target is not in use any more, whatever became of it. Exactly once, the last call. */
  default void ended() {}
}
