package dev.fairlead.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.fairlead.testkit.FakeDns.Query;
import dev.fairlead.testkit.FakeDns.RecordType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One DNS reply under construction (RFC 1035 §4), names written without compression. */
final class DnsMessage {
  /** Addresses of a name, or the name it stands for. */
  record Answer(int ttl, List<byte[]> addresses, @Nullable String alias) {}

  private static final int HEADER = 12;
  private static final int AUTHORITATIVE_REPLY = 0x8400;
  private static final int RECURSION_DESIRED = 0x0100;
  private static final int RECURSION_AVAILABLE = 0x0080;
  private static final int INTERNET = 1;

  private final byte[] request;
  private final Query query;
  private final ByteArrayOutputStream records = new ByteArrayOutputStream();
  private int count;

  DnsMessage(byte[] request, Query query) {
    this.request = request;
    this.query = query;
  }

  /** Reads the only question of a request. */
  static Query query(byte[] request) throws IOException {
    if (request.length < HEADER + 5) throw new ProtocolException("a DNS request that is too short");
    var name = new StringBuilder();
    int at = HEADER;
    while (request[at] != 0) {
      if (!name.isEmpty()) name.append('.');
      int length = request[at] & 0xff;
      name.append(new String(request, at + 1, length, ISO_8859_1));
      at += 1 + length;
    }
    int type = ((request[at + 1] & 0xff) << 8) | (request[at + 2] & 0xff);
    return new Query(FakeDns.normal(name.toString()), RecordType.of(type));
  }

  /** A reply without records. */
  static byte[] reply(byte[] request, int code, Query query) {
    return new DnsMessage(request, query).bytes(code);
  }

  void add(String name, RecordType type, Answer answer) {
    if (answer.alias() != null) {
      record(name, RecordType.CNAME.code, answer.ttl(), encoded(answer.alias()));
    }
    for (byte[] address : answer.addresses()) record(name, type.code, answer.ttl(), address);
  }

  byte[] bytes(int code) {
    var out = new ByteArrayOutputStream();
    out.write(request, 0, 2);
    int asked = ((request[2] & 0xff) << 8) & RECURSION_DESIRED;
    u16(out, AUTHORITATIVE_REPLY | asked | RECURSION_AVAILABLE | code);
    u16(out, 1);
    u16(out, count);
    u16(out, 0);
    u16(out, 0);
    int question = HEADER + encoded(query.name()).length + 4;
    out.write(request, HEADER, question - HEADER);
    out.writeBytes(records.toByteArray());
    return out.toByteArray();
  }

  private void record(String name, int type, int ttl, byte[] data) {
    records.writeBytes(encoded(name));
    u16(records, type);
    u16(records, INTERNET);
    u16(records, ttl >>> 16);
    u16(records, ttl);
    u16(records, data.length);
    records.writeBytes(data);
    count++;
  }

  private static byte[] encoded(String name) {
    var out = new ByteArrayOutputStream();
    for (String label : name.split("\\.", -1)) {
      if (label.isEmpty()) continue;
      out.write(label.length());
      out.writeBytes(label.getBytes(ISO_8859_1));
    }
    out.write(0);
    return out.toByteArray();
  }

  private static void u16(ByteArrayOutputStream out, int value) {
    out.write(value >>> 8);
    out.write(value);
  }
}
