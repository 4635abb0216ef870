package dev.fairlead.engine.upstream.dial.dns;

import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Failure.Kind;
import io.netty.channel.AddressedEnvelope;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.resolver.dns.DnsNameResolverTimeoutException;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Puts one question to one server after the other, twice round, until one settles it; follows
 * aliases that a server leaves open. Event loop only.
 */
final class Query {
  /** Sends one question to one server. */
  interface Wire {
    Future<AddressedEnvelope<DnsResponse, InetSocketAddress>> ask(
        InetSocketAddress server, DnsQuestion question);
  }

  private static final int ROUNDS = 2;
  private static final int MAX_ALIASES = 8;

  private final Wire wire;
  private final List<InetSocketAddress> servers;
  private final String asked;
  private final Consumer<Outcome> done;
  private Question question;
  private int attempts;
  private final List<String> chain = new ArrayList<>(0);
  private int aliases;
  private long ttl = Long.MAX_VALUE;
  private Failure last;

  Query(Wire wire, List<InetSocketAddress> servers, Question question, Consumer<Outcome> done) {
    this.wire = wire;
    this.servers = servers;
    this.question = question;
    this.asked = question.name();
    this.done = done;
    this.last = new Failure(Kind.NO_NAME, "no DNS server could be asked for " + asked);
  }

  void start() {
    if (attempts == servers.size() * ROUNDS) {
      done.accept(new Outcome.Failed(last));
      return;
    }
    InetSocketAddress server = servers.get(attempts++ % servers.size());
    DnsQuestion wired;
    try {
      wired = question.wire();
    } catch (IllegalArgumentException e) {
      done.accept(new Outcome.Failed(new Failure(Kind.NO_NAME, asked + " is no name for DNS")));
      return;
    }
    wire.ask(server, wired)
        .addListener(
            (Future<AddressedEnvelope<DnsResponse, InetSocketAddress>> answer) -> answered(answer));
  }

  private void answered(Future<AddressedEnvelope<DnsResponse, InetSocketAddress>> answer) {
    if (!answer.isSuccess()) {
      last = failure(answer.cause());
      start();
      return;
    }
    Reply reply;
    try (Held held = new Held(answer.getNow())) {
      reply = Reply.read(held.envelope().content(), question);
    }
    act(reply);
  }

  private void act(Reply reply) {
    switch (reply) {
      case Reply.Settled settled -> done.accept(limited(settled.outcome()));
      case Reply.Alias alias -> follow(alias);
      case Reply.Useless useless -> {
        last =
            new Failure(
                Kind.NO_NAME, "the DNS servers answered %s for %s".formatted(useless.why(), asked));
        start();
      }
    }
  }

  private void follow(Reply.Alias alias) {
    if (++aliases > MAX_ALIASES) {
      done.accept(
          new Outcome.Failed(new Failure(Kind.NO_NAME, asked + " is a chain of too many aliases")));
      return;
    }
    ttl = Math.min(ttl, alias.ttlSeconds());
    chain.addAll(alias.chain());
    question = question.about(chain.getLast());
    attempts = Math.max(0, attempts - 1);
    start();
  }

  /** An alias does not outlive its own record, and the chain is told as one. */
  private Outcome limited(Outcome outcome) {
    if (!(outcome instanceof Outcome.Found(var addresses, long seconds, var last))) {
      return outcome;
    }
    chain.addAll(last);
    return new Outcome.Found(addresses, Math.min(ttl, seconds), chain);
  }

  private Failure failure(Throwable cause) {
    return cause instanceof DnsNameResolverTimeoutException
        ? new Failure(Kind.DNS_TIMEOUT, "no DNS server answered in time for " + asked)
        : new Failure(Kind.NO_NAME, "the DNS servers cannot be reached to ask for " + asked);
  }

  /** Releases a message when it has been read. */
  private record Held(AddressedEnvelope<DnsResponse, InetSocketAddress> envelope)
      implements AutoCloseable {
    @Override
    public void close() {
      envelope.release();
    }
  }
}
