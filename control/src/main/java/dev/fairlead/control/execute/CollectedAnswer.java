package dev.fairlead.control.execute;

import dev.fairlead.control.execute.ExecuteRequest.Encoding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/*
 * One JSON object at the end. If that takes long, the head is sent before and blanks go ahead of
 * the object, which JSON allows: a client that has gone makes one of them fail.
 */

/** Holds what a process prints, up to a limit for each stream, and sends it in one piece. */
final class CollectedAnswer implements Answer {
  private static final String JSON = "application/json";

  private final Outlet outlet;
  private final Encoding encoding;
  private final int most;
  private final Map<Stream, ByteArrayOutputStream> held = new EnumMap<>(Stream.class);
  private boolean begun;

  CollectedAnswer(Outlet outlet, Encoding encoding, int most) {
    this.outlet = outlet;
    this.encoding = encoding;
    this.most = most;
  }

  @Override
  public void printed(Outbox.Piece piece, boolean more) {
    ByteArrayOutputStream bytes = held(piece.stream());
    bytes.write(piece.bytes(), 0, Math.min(piece.bytes().length, most - bytes.size()));
  }

  @Override
  public void beat() throws IOException {
    if (!begun) {
      begun = true;
      outlet.begin(JSON);
    }
    var blank = new ByteArrayOutputStream(1);
    blank.write(' ');
    outlet.write(blank);
    outlet.flush();
  }

  @Override
  public void ended(Ending ending) throws IOException {
    var content = new ByteArrayOutputStream();
    Json.object(
        content,
        json -> {
          output(json, Stream.STDOUT, ending.stdoutBytes());
          output(json, Stream.STDERR, ending.stderrBytes());
          Json.ending(json, ending);
        });
    if (begun) {
      outlet.write(content);
      outlet.flush();
    } else {
      outlet.send(200, JSON, content);
    }
  }

  private void output(JsonGenerator json, Stream stream, long printed) {
    byte[] bytes = held(stream).toByteArray();
    boolean truncated = printed > bytes.length;
    if (encoding == Encoding.BASE64) {
      Json.base64(json, stream.word(), bytes);
    } else {
      Json.text(json, stream.word(), TextDecoder.whole(bytes, truncated));
    }
    json.writeBooleanProperty(stream.word() + "_truncated", truncated);
  }

  private ByteArrayOutputStream held(Stream stream) {
    return held.computeIfAbsent(stream, _ -> new ByteArrayOutputStream());
  }
}
