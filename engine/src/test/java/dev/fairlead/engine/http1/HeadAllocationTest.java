package dev.fairlead.engine.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.fairlead.engine.message.BadMessage;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.HttpVersion;
import dev.fairlead.engine.message.Method;
import dev.fairlead.engine.message.RequestHead;
import dev.fairlead.engine.message.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.management.ManagementFactory;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a head costs that is read, gets a field and is written: garbage is paid by everybody. */
final class HeadAllocationTest {
  private static final int TIMES = 2_000;
  private static final String REQUEST =
      "GET /a/path?with=query HTTP/1.1\r\nHost: shop.example\r\nUser-Agent: test/1.0\r\n"
          + "Accept: */*\r\nAccept-Encoding: gzip\r\n\r\n";
  private static final String RESPONSE =
      "HTTP/1.1 200 OK\r\nServer: test/1.0\r\nContent-Type: text/plain\r\n"
          + "Content-Length: 5\r\nETag: \"abc\"\r\n\r\n";

  private final ByteBuf out = Unpooled.buffer(1024);

  private interface Pass {
    void through() throws BadMessage;
  }

  private static long bytesEach(Pass pass) throws BadMessage {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = 0;
    for (int i = 0; i < 2 * TIMES; i++) {
      if (i == TIMES) {
        before = threads.getCurrentThreadAllocatedBytes();
      }
      pass.through();
    }
    return (threads.getCurrentThreadAllocatedBytes() - before) / TIMES;
  }

  @Test
  void requestHeadCostsTwoArraysAndThreeObjects() throws Exception {
    ByteBuf in = Unpooled.copiedBuffer(REQUEST, ISO_8859_1);
    RequestParser parser = new RequestParser(Http1Limits.DEFAULT);
    long bytes =
        bytesEach(() -> {
          RequestHead head = parser.parse(in.readerIndex(0));
          Objects.requireNonNull(head);
          head.headers().add(FieldName.VIA, "1.1 proxy");
          HeadWriter.request(out.clear(), head, false, After.KEEP_ALIVE);
        });
    // Text and room for what is added 272, table 144, three objects 120.
    assertThat(bytes).isLessThan(640);
  }

  @Test
  void responseHeadCostsNoMore() throws Exception {
    ByteBuf in = Unpooled.copiedBuffer(RESPONSE, ISO_8859_1);
    ResponseParser parser = new ResponseParser(Http1Limits.DEFAULT);
    long bytes =
        bytesEach(() -> {
          ResponseHead head = parser.parse(in.readerIndex(0), Method.GET, false);
          Objects.requireNonNull(head);
          head.headers().add(FieldName.VIA, "1.1 proxy");
          HeadWriter.response(
              out.clear(), head, Method.GET, HttpVersion.HTTP_1_1, After.KEEP_ALIVE);
        });
    assertThat(bytes).isLessThan(520);
  }
}
