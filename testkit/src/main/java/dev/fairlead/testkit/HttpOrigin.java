package dev.fairlead.testkit;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A well-behaved origin that says what it saw. One port speaks HTTP/1.x and HTTP/2: by prior
 * knowledge in the clear, by ALPN inside TLS.
 *
 * <ul>
 *   <li>{@code /bytes/N} sends N bytes of {@link Bodies}' pattern; {@code ?chunked} without a
 *       length, {@code ?trailers} with the trailer field {@code X-Digest: <sha256>}, {@code ?close}
 *       closes after it
 *   <li>{@code /slow/N?ms=M} sends N pieces of {@code "tick\n"}, M milliseconds apart
 *   <li>{@code /status/S} answers with that status
 *   <li>{@code /early} sends 103 before its answer
 *   <li>{@code /refuse} answers 417 before the body
 *   <li>{@code /mirror} sends the request's body back while it arrives
 *   <li>{@code /ws} speaks WebSocket (HTTP/1.1 only) and sends every message back
 *   <li>anything else answers with the request described in JSON ({@link SeenRequest}'s fields)
 * </ul>
 *
 * {@code Expect: 100-continue} is granted everywhere but at {@code /refuse}.
 */
public final class HttpOrigin implements AutoCloseable {
  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(
          2, new DefaultThreadFactory("http-origin", true), NioIoHandler.newFactory());
  private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final List<SeenRequest> seen = new CopyOnWriteArrayList<>();
  private final OriginPipeline pipeline;
  private final Channel server;

  private HttpOrigin(@Nullable SslContext tls) {
    this.pipeline = new OriginPipeline(tls, open, seen);
    this.server =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(pipeline)
            .bind(InetAddress.getLoopbackAddress(), 0)
            .syncUninterruptibly()
            .channel();
  }

  /** Starts in the clear: HTTP/1.x and HTTP/2 by prior knowledge. */
  public static HttpOrigin start() {
    return new HttpOrigin(null);
  }

  /** Starts inside TLS: HTTP/2 and HTTP/1.1 by ALPN, HTTP/1.1 without it. */
  public static HttpOrigin startTls(TestCa.Leaf leaf) throws SSLException {
    return startTls(leaf, "h2", "http/1.1");
  }

  /** Starts inside TLS with the protocols given, in order of preference. */
  public static HttpOrigin startTls(TestCa.Leaf leaf, String... protocols) throws SSLException {
    var alpn =
        new ApplicationProtocolConfig(
            Protocol.ALPN,
            SelectorFailureBehavior.NO_ADVERTISE,
            SelectedListenerFailureBehavior.ACCEPT,
            protocols);
    var context =
        SslContextBuilder.forServer(leaf.keyManagers())
            .sslProvider(SslProvider.JDK)
            .ciphers(Http2SecurityUtil.CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
            .applicationProtocolConfig(alpn)
            .build();
    return new HttpOrigin(context);
  }

  /** The port it listens on. */
  public int port() {
    return ((InetSocketAddress) server.localAddress()).getPort();
  }

  /** {@code 127.0.0.1:port}. */
  public String authority() {
    return "127.0.0.1:" + port();
  }

  /** How many connections were accepted. */
  public int connections() {
    return pipeline.accepted();
  }

  /** How many of them are still open. */
  public int openConnections() {
    return open.size();
  }

  /** How many requests were read completely. */
  public int requests() {
    return seen.size();
  }

  /** The requests in the order in which they were read completely. */
  public List<SeenRequest> seen() {
    return List.copyOf(seen);
  }

  /** The last request that was read completely. */
  public SeenRequest last() {
    if (seen.isEmpty()) throw new AssertionError("the origin has seen no request");
    return seen.getLast();
  }

  /** Closes every connection; new ones are still accepted. */
  public void dropConnections() {
    open.close().awaitUninterruptibly();
  }

  @Override
  public void close() {
    server.close().awaitUninterruptibly();
    open.close().awaitUninterruptibly();
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
