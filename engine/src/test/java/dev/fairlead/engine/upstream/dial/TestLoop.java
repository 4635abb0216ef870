package dev.fairlead.engine.upstream.dial;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.TimeUnit;

/** One NIO event loop for a test. */
public final class TestLoop implements AutoCloseable {
  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

  /** The loop, always the same. */
  public EventLoop get() {
    return group.next();
  }

  /** Runs the task on the loop and waits for its end. */
  public void run(Runnable task) {
    get().submit(task).syncUninterruptibly();
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
