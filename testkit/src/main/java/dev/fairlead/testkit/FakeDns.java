package dev.fairlead.testkit;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A name server on loopback (UDP) that answers A, AAAA and CNAME as told and counts what it was
 * asked. A name it was not told about does not exist.
 */
public final class FakeDns implements AutoCloseable {
  /** The record types it speaks. */
  public enum RecordType {
    A(1),
    CNAME(5),
    AAAA(28),
    OTHER(0);

    final int code;

    RecordType(int code) {
      this.code = code;
    }

    static RecordType of(int code) {
      for (RecordType type : values()) if (type.code == code) return type;
      return OTHER;
    }
  }

  /** One question that arrived; the name in lower case without the final dot. */
  public record Query(String name, RecordType type) {}

  private static final int NO_ERROR = 0;
  private static final int SERVER_FAILURE = 2;
  private static final int NO_SUCH_NAME = 3;

  private final DatagramSocket socket;
  private final Map<Query, Deque<DnsMessage.Answer>> answers = new ConcurrentHashMap<>();
  private final Map<String, Duration> delays = new ConcurrentHashMap<>();
  private final Set<String> broken = ConcurrentHashMap.newKeySet();
  private final Set<String> dropped = ConcurrentHashMap.newKeySet();
  private final List<Query> queries = new CopyOnWriteArrayList<>();

  private FakeDns(DatagramSocket socket) {
    this.socket = socket;
  }

  /** Starts on a free port. */
  public static FakeDns start() throws IOException {
    var socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    var dns = new FakeDns(socket);
    Thread.ofVirtual().name("fake-dns").start(dns::serve);
    return dns;
  }

  /** Where to send questions. */
  public InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  /** Literal addresses of a name, IPv4 and IPv6 mixed; replaces what the name had before. */
  public FakeDns address(String name, int ttlSeconds, String... literals) {
    forget(name);
    return then(name, ttlSeconds, literals);
  }

  /** What the question after the earlier ones finds; the last answer stays (rebinding). */
  public FakeDns then(String name, int ttlSeconds, String... literals) {
    var v4 = new ArrayList<byte[]>();
    var v6 = new ArrayList<byte[]>();
    for (String literal : literals) {
      byte[] bytes = InetAddress.ofLiteral(literal).getAddress();
      (bytes.length == 4 ? v4 : v6).add(bytes);
    }
    add(name, RecordType.A, new DnsMessage.Answer(ttlSeconds, v4, null));
    add(name, RecordType.AAAA, new DnsMessage.Answer(ttlSeconds, v6, null));
    return this;
  }

  /** An alias; the target's own addresses travel in the same answer. */
  public FakeDns alias(String name, int ttlSeconds, String target) {
    forget(name);
    for (RecordType type : List.of(RecordType.A, RecordType.AAAA)) {
      add(name, type, new DnsMessage.Answer(ttlSeconds, List.of(), normal(target)));
    }
    return this;
  }

  /** The name exists no more. */
  public FakeDns remove(String name) {
    forget(name);
    return this;
  }

  /** Every question about the name fails with SERVFAIL. */
  public FakeDns fail(String name) {
    broken.add(normal(name));
    return this;
  }

  /** Questions about the name are never answered. */
  public FakeDns drop(String name) {
    dropped.add(normal(name));
    return this;
  }

  /** Answers about the name come that late. */
  public FakeDns delay(String name, Duration delay) {
    delays.put(normal(name), delay);
    return this;
  }

  /** Every question so far, in order. */
  public List<Query> queries() {
    return List.copyOf(queries);
  }

  /** How often anything was asked about the name. */
  public long queries(String name) {
    return queries.stream().filter(q -> q.name.equals(normal(name))).count();
  }

  /** How often that type was asked about the name. */
  public long queries(String name, RecordType type) {
    return queries.stream().filter(new Query(normal(name), type)::equals).count();
  }

  private void serve() {
    byte[] buffer = new byte[1500];
    while (!socket.isClosed()) {
      try {
        var packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        byte[] request = Arrays.copyOf(buffer, packet.getLength());
        var from = (InetSocketAddress) packet.getSocketAddress();
        Thread.ofVirtual().start(() -> answer(request, from));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void answer(byte[] request, InetSocketAddress from) {
    try {
      Query query = DnsMessage.query(request);
      queries.add(query);
      if (dropped.contains(query.name)) return;
      Thread.sleep(delays.getOrDefault(query.name, Duration.ZERO));
      byte[] reply = reply(request, query);
      socket.send(new DatagramPacket(reply, reply.length, from));
    } catch (IOException closed) {
      // The server was closed while an answer was on its way.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private byte[] reply(byte[] request, Query query) {
    if (broken.contains(query.name)) return DnsMessage.reply(request, SERVER_FAILURE, query);
    var message = new DnsMessage(request, query);
    boolean exists = answers.keySet().stream().anyMatch(q -> q.name.equals(query.name));
    String name = query.name;
    for (int hops = 0; name != null && hops < 20; hops++) {
      DnsMessage.Answer answer = next(new Query(name, query.type));
      if (answer == null) break;
      message.add(name, query.type, answer);
      name = answer.alias();
    }
    return message.bytes(exists ? NO_ERROR : NO_SUCH_NAME);
  }

  private DnsMessage.@Nullable Answer next(Query query) {
    Deque<DnsMessage.Answer> turn = answers.get(query);
    if (turn == null) return null;
    synchronized (turn) {
      return turn.size() > 1 ? turn.poll() : turn.peek();
    }
  }

  private void add(String name, RecordType type, DnsMessage.Answer answer) {
    var turn = answers.computeIfAbsent(new Query(normal(name), type), _ -> new ArrayDeque<>());
    synchronized (turn) {
      turn.add(answer);
    }
  }

  private void forget(String name) {
    answers.keySet().removeIf(q -> q.name.equals(normal(name)));
  }

  static String normal(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  @Override
  public void close() {
    socket.close();
  }
}
