package dev.fairlead.engine.http2;

import dev.fairlead.engine.message.BadMessage;
import dev.fairlead.engine.message.Body;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.HttpVersion;
import dev.fairlead.engine.message.ResponseHead;
import io.netty.handler.codec.http2.Http2Headers.PseudoHeaderName;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/** From a field section to a response head (RFC 9113 §8.3.2). */
public final class ResponseFields {
  private ResponseFields() {}

  /**
   * The head, interim or final.
   *
   * @param ended whether nothing follows on the stream
   * @param toHead whether the request was HEAD, so that content-length describes no body here
   * @throws BadMessage if the section is malformed, too large or makes no sense
   */
  public static ResponseHead head(FieldBlock block, boolean ended, boolean toHead)
      throws BadMessage {
    String excess = block.excess();
    if (excess != null) {
      throw new BadMessage(Failure.Kind.RESPONSE_FIELDS_TOO_LARGE, "the response has " + excess);
    }
    Headers headers = block.headers();
    String problem = problem(block, headers);
    if (problem != null) {
      throw bad("the response has " + problem);
    }
    int status = status(block.pseudo(PseudoHeaderName.STATUS));
    if (status == 101 || (status < 200 && ended)) {
      throw bad("the interim response is none that HTTP/2 has");
    }
    long length = bodyLength(headers, status, ended, toHead);
    return new ResponseHead(status, "", HttpVersion.HTTP_2, headers, length);
  }

  private static @Nullable String problem(FieldBlock block, Headers headers) {
    if (block.problem() != null) {
      return block.problem();
    }
    for (PseudoHeaderName name : PseudoHeaderName.values()) {
      if (name != PseudoHeaderName.STATUS && block.pseudo(name) != null) {
        return "a request pseudo-header field";
      }
    }
    return FieldBlock.problemOf(headers);
  }

  private static int status(@Nullable AsciiString text) throws BadMessage {
    int status = 0;
    for (int i = 0; text != null && text.length() == 3 && i < 3; i++) {
      int digit = text.byteAt(i) - '0';
      status = digit < 0 || digit > 9 ? -1000 : status * 10 + digit;
    }
    if (status < 100 || status > 599) {
      throw bad("the response has no status from 100 to 599");
    }
    return status;
  }

  private static long bodyLength(Headers headers, int status, boolean ended, boolean toHead)
      throws BadMessage {
    long declared = ContentLength.of(headers, Failure.Kind.BAD_RESPONSE);
    if (toHead || status < 200 || status == 204 || status == 304) {
      return Body.NONE;
    }
    if (ended && declared > 0) {
      throw bad("the response has a content-length and no body");
    }
    return ended ? Body.NONE : declared;
  }

  private static BadMessage bad(String message) {
    return new BadMessage(Failure.Kind.BAD_RESPONSE, message);
  }
}
