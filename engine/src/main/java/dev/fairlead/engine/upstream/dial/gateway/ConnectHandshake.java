package dev.fairlead.engine.upstream.dial.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fairlead.engine.message.Authority;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Gateway;
import io.netty.buffer.ByteBuf;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * CONNECT (RFC 9110 §9.3.6). Interim answers are skipped; after a 2xx head, whatever framing it
 * claims, the tunnel begins with the very next byte.
 */
public final class ConnectHandshake implements Handshake {
  /** How many bytes a gateway may spend on its answer, interim ones included. */
  static final int LIMIT = 16 * 1024;

  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-9][0-9]{2})(?: .*)?");
  private static final Pattern FIELD = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+:[^\\x00\\r]*");
  private static final int NONE = 0;

  private final Gateway gateway;
  private final Authority target;
  private int status = NONE;
  private int consumed;
  private boolean sent;

  /** Prepares to ask the gateway for the target, whose port is explicit. */
  public ConnectHandshake(Gateway gateway, Authority target) {
    this.gateway = gateway;
    this.target = target;
  }

  @Override
  public void start(ByteBuf out) {
    sent = true;
    out.writeCharSequence(
        "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n" + authorization() + "\r\n",
        ISO_8859_1);
  }

  @Override
  public boolean destinationSent() {
    return sent;
  }

  private String authorization() {
    Gateway.Credentials who = gateway.credentials();
    if (who == null) {
      return "";
    }
    byte[] pair = (who.user() + ":" + who.password()).getBytes(UTF_8);
    return "Proxy-Authorization: Basic " + Base64.getEncoder().encodeToString(pair) + "\r\n";
  }

  @Override
  public Progress read(ByteBuf in, ByteBuf out) {
    Progress progress = Progress.MORE;
    int end = in.bytesBefore((byte) '\n');
    while (progress instanceof Progress.More && end >= 0 && consumed + end < LIMIT) {
      consumed += end + 1;
      progress = line(line(in, end));
      end = in.bytesBefore((byte) '\n');
    }
    boolean tooLong = progress instanceof Progress.More && consumed + in.readableBytes() >= LIMIT;
    return tooLong ? unintelligible("an answer that does not end") : progress;
  }

  private static String line(ByteBuf in, int length) {
    String line = in.readCharSequence(length, ISO_8859_1).toString();
    in.skipBytes(1);
    return line.endsWith("\r") ? line.substring(0, length - 1) : line;
  }

  private Progress line(String line) {
    if (status == NONE) {
      return statusLine(line);
    }
    if (!line.isEmpty()) {
      return FIELD.matcher(line).matches()
          ? Progress.MORE
          : unintelligible("a malformed header field");
    }
    if (status < 200) {
      status = NONE;
      return Progress.MORE;
    }
    return status < 300 ? Progress.OPEN : refused();
  }

  private Progress statusLine(String line) {
    Matcher matcher = STATUS.matcher(line);
    if (!matcher.matches()) {
      return unintelligible("something that is not HTTP/1");
    }
    status = Integer.parseInt(matcher.group(1));
    return status == 101 ? unintelligible("101, which was not asked for") : Progress.MORE;
  }

  private Progress refused() {
    if (status != 407) {
      return refusal("refused to connect to %s with status %d".formatted(target, status));
    }
    return refusal(
        gateway.credentials() == null
            ? "wants credentials (407); put user and password in its url"
            : "did not accept our credentials (407); check user and password in its url");
  }

  private Progress unintelligible(String what) {
    return refusal("answered CONNECT with " + what + "; check that its url names a proxy");
  }

  private Progress refusal(String what) {
    return new Progress.Refused(
        new Failure(Failure.Kind.GATEWAY_REFUSED, "gateway " + gateway.name() + " " + what));
  }
}
