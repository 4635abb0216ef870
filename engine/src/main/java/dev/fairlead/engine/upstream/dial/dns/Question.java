package dev.fairlead.engine.upstream.dial.dns;

import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;

/**
 * Asks for one family of addresses.
 *
 * @param name canonical, without the last dot
 */
record Question(String name, boolean ipv6) {
  DnsRecordType type() {
    return ipv6 ? DnsRecordType.AAAA : DnsRecordType.A;
  }

  /**
   * The question for the wire.
   *
   * @throws IllegalArgumentException if the name does not fit into one
   */
  DnsQuestion wire() {
    return new DefaultDnsQuestion(name + ".", type());
  }

  Question about(String alias) {
    return new Question(alias, ipv6);
  }
}
