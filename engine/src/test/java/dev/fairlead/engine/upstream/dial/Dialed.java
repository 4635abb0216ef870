package dev.fairlead.engine.upstream.dial;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.fairlead.engine.message.Failure;
import dev.fairlead.testkit.Eventually;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** How a dial ended, and what came over the channel since. */
final class Dialed implements DialListener {
  volatile @Nullable Dial dial;
  private final CompletableFuture<Object> end = new CompletableFuture<>();
  private final List<String> received = new CopyOnWriteArrayList<>();
  private volatile @Nullable Channel channel;
  private final AtomicInteger calls = new AtomicInteger();

  @Override
  public void connected(Channel connected, DialFacts facts) {
    calls.incrementAndGet();
    channel = connected;
    connected.pipeline().addLast(new Receiver());
    end.complete(facts);
  }

  @Override
  public void failed(DialFailure failure) {
    calls.incrementAndGet();
    end.complete(failure);
  }

  Dialed await() {
    end.orTimeout(15, TimeUnit.SECONDS).join();
    return this;
  }

  boolean ended() {
    return end.isDone();
  }

  int calls() {
    return calls.get();
  }

  Dial dial() {
    return requireNonNull(dial);
  }

  DialFacts facts() {
    if (await().end.join() instanceof DialFacts facts) {
      return facts;
    }
    throw new AssertionError(end.join().toString());
  }

  DialFailure dialFailure() {
    if (await().end.join() instanceof DialFailure failure) {
      return failure;
    }
    throw new AssertionError("connected: " + end.join());
  }

  Failure failure() {
    return dialFailure().failure();
  }

  Channel channel() {
    facts();
    return requireNonNull(channel);
  }

  /** Everything that has arrived unasked so far. */
  String received() {
    return String.join("", received);
  }

  /** Sends, then reads until that text has arrived. */
  void converse(String say, String expect) {
    Channel open = channel();
    open.config().setAutoRead(true);
    open.writeAndFlush(Unpooled.copiedBuffer(say, UTF_8)).syncUninterruptibly();
    Eventually.until("answer " + expect, () -> received().contains(expect));
  }

  private final class Receiver extends SimpleChannelInboundHandler<ByteBuf> {
    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf bytes) {
      received.add(bytes.toString(UTF_8));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      var _ = ctx.close();
    }
  }
}
