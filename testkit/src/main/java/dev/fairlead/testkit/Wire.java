package dev.fairlead.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * One end of a byte-exact conversation over a blocking socket. Text is Latin-1, one character per
 * byte; nothing is added, so line ends are written out. A read that waits longer than the patience
 * fails.
 */
public abstract sealed class Wire implements AutoCloseable permits RawClient, OriginConnection {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private Socket socket;
  private BufferedInputStream in;
  private HttpReader reader;

  Wire(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout((int) PATIENCE.toMillis());
    this.in = new BufferedInputStream(new Tee(socket.getInputStream(), received));
    this.reader = new HttpReader(in);
  }

  /** Continues the conversation inside TLS. */
  final void layer(SSLSocket tls) throws IOException {
    tls.setSoTimeout(socket.getSoTimeout());
    tls.startHandshake();
    socket = tls;
    in = new BufferedInputStream(new Tee(tls.getInputStream(), received));
    reader = new HttpReader(in);
  }

  final Socket socket() {
    return socket;
  }

  final HttpReader reader() {
    return reader;
  }

  /** How long a single read may wait; five seconds unless set. */
  public final void patience(Duration patience) throws SocketException {
    socket.setSoTimeout((int) patience.toMillis());
  }

  /** Sends the text as Latin-1 bytes. */
  public final void send(String text) throws IOException {
    send(text.getBytes(ISO_8859_1));
  }

  /** Sends the bytes at once. */
  public final void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  /** Sends everything the stream gives, in constant memory. */
  public final void send(InputStream stream) throws IOException {
    stream.transferTo(socket.getOutputStream());
    socket.getOutputStream().flush();
  }

  /** Reads a head, start line and fields, up to and including the empty line. */
  public final String readHead() throws IOException {
    return reader.rawHead();
  }

  /** Reads exactly that many bytes. */
  public final byte[] readExactly(int count) throws IOException {
    return reader.exactly(count);
  }

  /** Reads what arrives within the patience, up to the limit; empty at the end of the stream. */
  public final byte[] readSome(int limit) throws IOException {
    byte[] bytes = new byte[limit];
    int count = in.read(bytes);
    return count < 0 ? new byte[0] : Arrays.copyOf(bytes, count);
  }

  /** Reads until the peer closes or resets the connection. */
  public final byte[] readUntilClose() throws IOException {
    var all = new ByteArrayOutputStream();
    try {
      for (int b = in.read(); b >= 0; b = in.read()) all.write(b);
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (SocketException reset) {
      // A reset ends the conversation as well as an orderly close does.
    }
    return all.toByteArray();
  }

  /**
   * Waits for the peer's close or reset; false when a byte arrives instead or patience runs out.
   */
  public final boolean closed() throws IOException {
    try {
      return in.read() < 0;
    } catch (SocketTimeoutException stillOpen) {
      return false;
    } catch (SocketException reset) {
      return true;
    }
  }

  /** True when nothing arrives for that long and the connection stays open. */
  public final boolean silent(Duration time) throws IOException {
    int before = socket.getSoTimeout();
    patience(time);
    in.mark(1);
    try {
      in.read();
      in.reset();
      return false;
    } catch (SocketTimeoutException silence) {
      return true;
    } finally {
      socket.setSoTimeout(before);
    }
  }

  /** Ends our direction; the other one stays open. */
  public final void shutdownOutput() throws IOException {
    socket.shutdownOutput();
  }

  /** Drops the connection with a TCP reset. */
  public final void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Every byte read so far, including what was read ahead; inside TLS, the plain bytes. */
  public final byte[] received() {
    synchronized (received) {
      return received.toByteArray();
    }
  }

  /** The protocol that ALPN agreed on, or null outside TLS. */
  public final @Nullable String alpn() {
    return socket instanceof SSLSocket tls ? tls.getApplicationProtocol() : null;
  }

  /** Our own port of the connection. */
  public final int localPort() {
    return socket.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static final class Tee extends FilterInputStream {
    private final ByteArrayOutputStream copy;

    Tee(InputStream in, ByteArrayOutputStream copy) {
      super(in);
      this.copy = copy;
    }

    @Override
    public int read() throws IOException {
      throw new UnsupportedOperationException("read through a buffer");
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = super.read(target, offset, length);
      synchronized (copy) {
        if (count > 0) copy.write(target, offset, count);
      }
      return count;
    }
  }
}
