package dev.fairlead.engine.upstream.dial.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A name server with the vices of real ones: over UDP it drops AAAA questions or answers everything
 * truncated; over TCP it answers properly, always with {@code 192.0.2.9}.
 */
final class OddDns implements AutoCloseable {
  private static final int AAAA = 28;
  private final boolean truncates;
  private final ServerSocket tcp;
  private final DatagramSocket udp;

  private OddDns(boolean truncates) throws IOException {
    this.truncates = truncates;
    this.tcp = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.udp = new DatagramSocket(tcp.getLocalSocketAddress());
    Thread.ofVirtual().start(this::serveUdp);
    Thread.ofVirtual().start(this::serveTcp);
  }

  static OddDns truncating() throws IOException {
    return new OddDns(true);
  }

  static OddDns deafToAaaa() throws IOException {
    return new OddDns(false);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) udp.getLocalSocketAddress();
  }

  private void serveUdp() {
    byte[] buffer = new byte[1500];
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        udp.receive(packet);
        byte[] question = Arrays.copyOf(buffer, packet.getLength());
        if (truncates || type(question) != AAAA) {
          byte[] reply = reply(question, truncates);
          udp.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
        }
      }
    } catch (IOException closed) {
      return;
    }
  }

  private void serveTcp() {
    try {
      while (true) {
        Socket socket = tcp.accept();
        Thread.ofVirtual().start(() -> converse(socket));
      }
    } catch (IOException closed) {
      return;
    }
  }

  private static void converse(Socket socket) {
    try (socket) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      byte[] question = new byte[in.readUnsignedShort()];
      in.readFully(question);
      byte[] reply = reply(question, false);
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.writeShort(reply.length);
      out.write(reply);
      in.read();
    } catch (IOException closed) {
      return;
    }
  }

  /** An A answer, a truncated one, or for AAAA no record. */
  private static byte[] reply(byte[] question, boolean truncated) {
    int end = endOfQuestion(question);
    boolean answers = !truncated && type(question) != AAAA;
    ByteBuffer reply = ByteBuffer.allocate(end + (answers ? 16 : 0));
    reply.put(question, 0, 2).putShort((short) (truncated ? 0x8380 : 0x8180));
    reply.putShort((short) 1).putShort((short) (answers ? 1 : 0)).putInt(0);
    reply.put(question, 12, end - 12);
    if (answers) {
      reply.putShort((short) 0xc00c).putShort((short) 1).putShort((short) 1).putInt(60);
      reply.putShort((short) 4).put(new byte[] {(byte) 192, 0, 2, 9});
    }
    return reply.array();
  }

  private static int type(byte[] question) {
    return question[endOfQuestion(question) - 3];
  }

  private static int endOfQuestion(byte[] question) {
    int at = 12;
    while (question[at] != 0) {
      at += 1 + question[at];
    }
    return at + 5;
  }

  @Override
  public void close() throws IOException {
    udp.close();
    tcp.close();
  }
}
