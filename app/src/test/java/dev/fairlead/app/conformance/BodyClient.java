package dev.fairlead.app.conformance;

import java.io.IOException;

/** A client that streams patterned bodies up and digests what comes down, in constant memory. */
interface BodyClient extends AutoCloseable {
  /** Asks for the path without a body. */
  Answer get(String method, String path) throws Exception;

  /** Sends the body and reads the answer while it is being sent. */
  Answer post(String path, Upload upload) throws Exception;

  @Override
  void close() throws IOException;
}
