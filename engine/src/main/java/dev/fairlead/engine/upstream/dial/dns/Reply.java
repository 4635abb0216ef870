package dev.fairlead.engine.upstream.dial.dns;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.dns.DefaultDnsRecordDecoder;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What one server's message says to one question. */
sealed interface Reply {
  /** It settles the matter. */
  record Settled(Outcome outcome) implements Reply {}

  /**
   * The name is an alias of another that the message says nothing about.
   *
   * @param chain the aliases in order; the last is the one to ask about
   */
  record Alias(List<String> chain, long ttlSeconds) implements Reply {
    public Alias {
      chain = List.copyOf(chain);
    }
  }

  /** This server is of no use; another may be. */
  record Useless(String why) implements Reply {}

  /** How many aliases are followed within one message. */
  int MAX_ALIASES = 8;

  /** Reads a message without taking ownership of it. */
  static Reply read(DnsResponse message, Question question) {
    if (message.code().equals(DnsResponseCode.NXDOMAIN)) {
      return new Settled(new Outcome.Absent(denialTtl(message)));
    }
    if (!message.code().equals(DnsResponseCode.NOERROR)) {
      return new Useless(message.code().toString());
    }
    return follow(message, question);
  }

  private static Reply follow(DnsResponse message, Question question) {
    String name = question.name();
    List<String> chain = new ArrayList<>(0);
    long ttl = Long.MAX_VALUE;
    for (int hop = 0; hop <= MAX_ALIASES; hop++) {
      Outcome.Found found = addresses(message, question.about(name), ttl, chain);
      if (!found.addresses().isEmpty()) {
        return new Settled(found);
      }
      DnsRawRecord alias = first(message, name, DnsRecordType.CNAME);
      String next = alias == null ? null : target(alias);
      if (alias == null || next == null) {
        return hop == 0 ? nothing(message) : new Alias(chain, ttl);
      }
      ttl = Math.min(ttl, alias.timeToLive());
      name = next;
      chain.add(name);
    }
    return new Useless("a loop of aliases");
  }

  /** No answer and no alias: a denial (RFC 2308 §2.2), unless it only refers us elsewhere. */
  private static Reply nothing(DnsResponse message) {
    boolean referral = !message.isRecursionAvailable() && !message.isAuthoritativeAnswer();
    return referral
        ? new Useless("a referral")
        : new Settled(new Outcome.Absent(denialTtl(message)));
  }

  private static Outcome.Found addresses(
      DnsResponse message, Question question, long limit, List<String> chain) {
    List<InetAddress> addresses = new ArrayList<>();
    long ttl = limit;
    for (int i = 0; i < message.count(DnsSection.ANSWER); i++) {
      DnsRecord each = message.recordAt(DnsSection.ANSWER, i);
      if (each instanceof DnsRawRecord raw && matches(raw, question.name(), question.type())) {
        InetAddress address = address(raw.content(), question.ipv6());
        if (address != null) {
          addresses.add(address);
          ttl = Math.min(ttl, raw.timeToLive());
        }
      }
    }
    return new Outcome.Found(addresses, ttl, chain);
  }

  private static @Nullable DnsRawRecord first(
      DnsResponse message, String name, DnsRecordType type) {
    for (int i = 0; i < message.count(DnsSection.ANSWER); i++) {
      DnsRecord each = message.recordAt(DnsSection.ANSWER, i);
      if (each instanceof DnsRawRecord raw && matches(raw, name, type)) {
        return raw;
      }
    }
    return null;
  }

  private static boolean matches(DnsRecord each, String name, DnsRecordType type) {
    return each.type().equals(type)
        && each.dnsClass() == DnsRecord.CLASS_IN
        && bare(each.name()).equals(name);
  }

  private static @Nullable InetAddress address(ByteBuf content, boolean ipv6) {
    if (content.readableBytes() != (ipv6 ? 16 : 4)) {
      return null;
    }
    try {
      return InetAddress.getByAddress(ByteBufUtil.getBytes(content));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 or 16 bytes are an address", e);
    }
  }

  private static @Nullable String target(DnsRawRecord alias) {
    try {
      return bare(DefaultDnsRecordDecoder.decodeName(alias.content().duplicate()));
    } catch (CorruptedFrameException | IndexOutOfBoundsException e) {
      return null;
    }
  }

  /** RFC 2308 §5: the lesser of the SOA's time to live and its last field, MINIMUM. */
  private static long denialTtl(DnsResponse message) {
    for (int i = 0; i < message.count(DnsSection.AUTHORITY); i++) {
      DnsRecord each = message.recordAt(DnsSection.AUTHORITY, i);
      if (each.type().equals(DnsRecordType.SOA)
          && each instanceof DnsRawRecord raw
          && raw.content().readableBytes() >= 20) {
        ByteBuf content = raw.content();
        return Math.min(raw.timeToLive(), content.getUnsignedInt(content.writerIndex() - 4));
      }
    }
    return 0;
  }

  private static String bare(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }
}
