package dev.fairlead.filters.inspection.clamav;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * One {@code INSTREAM} command. What is not answered with the words below is an error of clamd's.
 *
 * <pre>
 * to clamd:    zINSTREAM\0  { length(4, big-endian)  bytes }...  0(4)
 * from clamd:  stream: OK\0  |  stream: NAME FOUND\0  |  INSTREAM size limit exceeded. ERROR\0
 * </pre>
 */
final class Instream implements AutoCloseable {
  private static final byte[] COMMAND = "zINSTREAM\0".getBytes(StandardCharsets.US_ASCII);
  private static final int LONGEST_ANSWER = 1024;
  private static final String PREFIX = "stream: ";
  private static final String FOUND = " FOUND";

  private final SocketChannel channel;

  private Instream(SocketChannel channel) {
    this.channel = channel;
  }

  /** Not connected yet, so that it can be closed while it connects. */
  static Instream towards(SocketAddress address) throws IOException {
    return new Instream(
        address instanceof UnixDomainSocketAddress
            ? SocketChannel.open(StandardProtocolFamily.UNIX)
            : SocketChannel.open());
  }

  void connect(SocketAddress address) throws IOException {
    channel.connect(address);
    write(ByteBuffer.wrap(COMMAND));
  }

  /** Sends a piece of the body; the buffer is not changed. */
  void write(ByteBuf bytes) throws IOException {
    if (bytes.isReadable()) {
      write(ByteBuffer.allocate(4).putInt(0, bytes.readableBytes()));
      for (ByteBuffer each : bytes.nioBuffers()) {
        write(each);
      }
    }
  }

  /** Says that this was all. */
  void end() throws IOException {
    write(ByteBuffer.allocate(4));
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Waits for the verdict. */
  Scan answer() throws IOException {
    ByteBuffer answer = ByteBuffer.allocate(LONGEST_ANSWER);
    int read = 0;
    while (read >= 0 && answer.hasRemaining() && !isComplete(answer)) {
      read = channel.read(answer);
    }
    String text = new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
    return parse(text.substring(0, Math.max(0, text.indexOf('\0'))).strip());
  }

  private static boolean isComplete(ByteBuffer answer) {
    return answer.position() > 0 && answer.get(answer.position() - 1) == 0;
  }

  private static Scan parse(String answer) {
    if (answer.equals(PREFIX + "OK")) {
      return new Scan.Clean();
    }
    if (answer.startsWith(PREFIX) && answer.endsWith(FOUND)) {
      return new Scan.Infected(answer.substring(PREFIX.length(), answer.length() - FOUND.length()));
    }
    return new Scan.Unknown(
        answer.contains("size limit exceeded")
            ? "it is larger than clamd's StreamMaxLength"
            : answer.isEmpty() ? "clamd hung up" : "clamd said: " + answer);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
