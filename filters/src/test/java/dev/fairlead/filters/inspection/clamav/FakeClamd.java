package dev.fairlead.filters.inspection.clamav;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Speaks clamd's side of INSTREAM: strict in what it reads, free in what it answers. */
public final class FakeClamd implements AutoCloseable {
  /** Answers after it has read everything; empty says nothing until the client leaves. */
  public interface Opinion {
    String of(String body);
  }

  private final ServerSocketChannel server;
  private final Opinion opinion;
  private final int most;
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final CountDownLatch left = new CountDownLatch(1);

  private FakeClamd(ServerSocketChannel server, int most, Opinion opinion) {
    this.server = server;
    this.most = most;
    this.opinion = opinion;
    Thread.ofVirtual().start(this::accept);
  }

  /**
   * Listens.
   *
   * @param most bytes that it reads before it objects to the length
   */
  public static FakeClamd start(SocketAddress address, int most, Opinion opinion)
      throws IOException {
    ServerSocketChannel server =
        address instanceof java.net.UnixDomainSocketAddress
            ? ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)
            : ServerSocketChannel.open();
    return new FakeClamd(server.bind(address), most, opinion);
  }

  SocketAddress address() throws IOException {
    return server.getLocalAddress();
  }

  List<String> bodies() {
    return bodies;
  }

  /** Opens when a client has left without an answer. */
  CountDownLatch left() {
    return left;
  }

  private void accept() {
    try {
      while (server.isOpen()) {
        SocketChannel client = server.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(SocketChannel client) {
    try (client;
        var in = new DataInputStream(Channels.newInputStream(client))) {
      String command = new String(in.readNBytes(10), ISO_8859_1);
      String answer = command.equals("zINSTREAM\0") ? judged(in) : "UNKNOWN COMMAND";
      if (answer.isEmpty()) {
        in.read();
        left.countDown();
        return;
      }
      client.write(ByteBuffer.wrap((answer + "\0").getBytes(ISO_8859_1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String judged(DataInputStream in) throws IOException {
    var body = new ByteArrayOutputStream();
    for (int length = in.readInt(); length != 0; length = in.readInt()) {
      if (body.size() + length > most) {
        return "INSTREAM size limit exceeded. ERROR";
      }
      body.writeBytes(in.readNBytes(length));
    }
    bodies.add(body.toString(ISO_8859_1));
    return opinion.of(body.toString(ISO_8859_1));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
