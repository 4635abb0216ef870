package dev.fairlead.control.execute;

import dev.fairlead.control.execute.ExecuteRequest.Encoding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.CharBuffer;
import java.util.EnumMap;
import java.util.Map;

/*
 * One JSON object a line. While the process is silent a space is sent now and then: it belongs to
 * the next line, before whose object JSON allows any blanks, so that no reader of lines ever sees
 * it; but a client that has gone makes the one after it fail, and the process ends.
 */

/** Sends what a process prints as it comes, as {@code application/x-ndjson}. */
final class StreamedAnswer implements Answer {
  private final Outlet outlet;
  private final Encoding encoding;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
  private final Map<Stream, TextDecoder> texts = new EnumMap<>(Stream.class);

  /** Sends the head at once: the client learns that its process runs. */
  StreamedAnswer(Outlet outlet, Encoding encoding) throws IOException {
    this.outlet = outlet;
    this.encoding = encoding;
    outlet.begin("application/x-ndjson");
  }

  @Override
  public void printed(Outbox.Piece piece, boolean more) throws IOException {
    if (encoding == Encoding.BASE64) {
      Json.object(
          line,
          json -> {
            json.writeStringProperty("type", piece.stream().word());
            Json.base64(json, "data", piece.bytes());
          });
      endLine();
    } else {
      text(piece.stream(), decoder(piece.stream()).text(piece.bytes()));
    }
    if (!more) {
      outlet.flush();
    }
  }

  @Override
  public void beat() throws IOException {
    line.write(' ');
    send();
    outlet.flush();
  }

  @Override
  public void ended(Ending ending) throws IOException {
    for (Map.Entry<Stream, TextDecoder> text : texts.entrySet()) {
      text(text.getKey(), text.getValue().end());
    }
    Json.object(
        line,
        json -> {
          json.writeStringProperty("type", "exit");
          Json.ending(json, ending);
        });
    endLine();
    outlet.flush();
  }

  private void text(Stream stream, CharBuffer text) throws IOException {
    if (text.hasRemaining()) {
      Json.object(
          line,
          json -> {
            json.writeStringProperty("type", stream.word());
            Json.text(json, "data", text);
          });
      endLine();
    }
  }

  private TextDecoder decoder(Stream stream) {
    return texts.computeIfAbsent(stream, _ -> new TextDecoder());
  }

  private void endLine() throws IOException {
    line.write('\n');
    send();
  }

  private void send() throws IOException {
    outlet.write(line);
    line.reset();
  }
}
