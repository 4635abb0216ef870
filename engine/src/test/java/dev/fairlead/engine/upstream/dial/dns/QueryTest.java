package dev.fairlead.engine.upstream.dial.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.message.Failure.Kind;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.DefaultAddressedEnvelope;
import io.netty.handler.codec.dns.DatagramDnsResponse;
import io.netty.handler.codec.dns.DefaultDnsRawRecord;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryTest {
  private static final InetSocketAddress ONE = new InetSocketAddress("192.0.2.51", 53);
  private static final InetSocketAddress TWO = new InetSocketAddress("192.0.2.52", 53);
  private static final InetAddress ADDRESS = InetAddress.ofLiteral("192.0.2.1");
  private final List<String> asked = new ArrayList<>();
  private final List<Outcome> outcomes = new ArrayList<>();
  private final List<DatagramDnsResponse> sent = new ArrayList<>();

  @AfterEach
  void everyMessageIsReleased() {
    assertThat(sent).allMatch(message -> message.refCnt() == 0);
  }

  @Test
  void followsAnAliasThatTheServerLeavesOpen() {
    ask(
        Map.of(
            "www.example.", message -> cname(message, "www.example.", "Cdn.Example", 30),
            "cdn.example.", message -> a(message, "cdn.example.", 600)));

    assertThat(outcomes)
        .containsExactly(new Outcome.Found(List.of(ADDRESS), 30, List.of("cdn.example")));
    assertThat(asked).containsExactly("192.0.2.51 www.example.", "192.0.2.51 cdn.example.");
  }

  @Test
  void anAliasAndItsTargetInOneMessageNeedOneQuestion() {
    ask(
        Map.of(
            "www.example.",
            message -> a(cname(message, "www.example.", "cdn.example", 600), "cdn.example.", 20)));

    assertThat(outcomes)
        .containsExactly(new Outcome.Found(List.of(ADDRESS), 20, List.of("cdn.example")));
    assertThat(asked).hasSize(1);
  }

  @Test
  void recordsOfOtherNamesAreIgnored() {
    ask(Map.of("www.example.", message -> a(message, "evil.example.", 20)));

    assertThat(outcomes).containsExactly(new Outcome.Absent(0));
  }

  @Test
  void aChainWithoutEndIsGivenUp() {
    ask(
        Map.of(
            "www.example.", message -> cname(message, "www.example.", "b.example", 30),
            "b.example.", message -> cname(message, "b.example.", "www.example", 30)));

    assertThat(failure()).isEqualTo(Kind.NO_NAME);
    assertThat(asked).hasSizeLessThan(12);
  }

  @Test
  void aLoopWithinOneMessageIsGivenUp() {
    ask(
        Map.of(
            "www.example.",
            message ->
                cname(
                    cname(message, "www.example.", "b.example", 30),
                    "b.example.",
                    "www.example",
                    30)));

    assertThat(failure()).isEqualTo(Kind.NO_NAME);
  }

  @ParameterizedTest
  @CsvSource({"2", "5", "1"})
  void aServerThatRefusesIsPassedOver(int code) {
    ask(
        Map.of(
            "www.example.",
            message -> {
              boolean first = asked.size() == 1;
              return first
                  ? message.setCode(DnsResponseCode.valueOf(code))
                  : a(message, "www.example.", 60);
            }));

    assertThat(outcomes).containsExactly(new Outcome.Found(List.of(ADDRESS), 60));
    assertThat(asked).containsExactly("192.0.2.51 www.example.", "192.0.2.52 www.example.");
  }

  @Test
  void aDenialLivesAsLongAsItsAuthoritySays() {
    ask(Map.of("www.example.", message -> soa(message.setCode(DnsResponseCode.NXDOMAIN), 900, 40)));

    assertThat(outcomes).containsExactly(new Outcome.Absent(40));
  }

  @Test
  void anAddressOfTheWrongLengthIsIgnored() {
    ask(
        Map.of(
            "www.example.",
            message ->
                record(
                    message,
                    DnsSection.ANSWER,
                    "www.example.",
                    DnsRecordType.A,
                    60,
                    Unpooled.buffer().writeInt(1).writeByte(1))));

    assertThat(outcomes).containsExactly(new Outcome.Absent(0));
  }

  private Kind failure() {
    return ((Outcome.Failed) outcomes.getFirst()).failure().kind();
  }

  private void ask(Map<String, Function<DatagramDnsResponse, DatagramDnsResponse>> answers) {
    Query.Wire wire =
        (server, question) -> {
          asked.add(server.getAddress().getHostAddress() + " " + question.name());
          DnsResponse message = reply(server, question, answers);
          return ImmediateEventExecutor.INSTANCE.newSucceededFuture(
              new DefaultAddressedEnvelope<>(message, server, server));
        };
    new Query(wire, List.of(ONE, TWO), new Question("www.example", false), outcomes::add).start();
  }

  private DatagramDnsResponse reply(
      InetSocketAddress server,
      DnsQuestion question,
      Map<String, Function<DatagramDnsResponse, DatagramDnsResponse>> answers) {
    DatagramDnsResponse message = new DatagramDnsResponse(server, server, 1);
    message.setRecursionAvailable(true);
    sent.add(message);
    var answer = answers.get(question.name());
    return answer == null ? message.setCode(DnsResponseCode.NXDOMAIN) : answer.apply(message);
  }

  private static DatagramDnsResponse a(DatagramDnsResponse message, String name, long ttl) {
    ByteBuf address = Unpooled.wrappedBuffer(ADDRESS.getAddress());
    return record(message, DnsSection.ANSWER, name, DnsRecordType.A, ttl, address);
  }

  private static DatagramDnsResponse cname(
      DatagramDnsResponse message, String name, String target, long ttl) {
    ByteBuf content = Unpooled.buffer();
    for (String label : target.split("\\.", -1)) {
      content.writeByte(label.length());
      content.writeCharSequence(label, StandardCharsets.US_ASCII);
    }
    content.writeByte(0);
    return record(message, DnsSection.ANSWER, name, DnsRecordType.CNAME, ttl, content);
  }

  private static DatagramDnsResponse soa(DatagramDnsResponse message, long ttl, int minimum) {
    ByteBuf content = Unpooled.buffer().writeZero(2 + 16).writeInt(minimum);
    return record(message, DnsSection.AUTHORITY, "example.", DnsRecordType.SOA, ttl, content);
  }

  private static DatagramDnsResponse record(
      DatagramDnsResponse message,
      DnsSection section,
      String name,
      DnsRecordType type,
      long ttl,
      ByteBuf content) {
    message.addRecord(section, new DefaultDnsRawRecord(name, type, ttl, content));
    return message;
  }
}
