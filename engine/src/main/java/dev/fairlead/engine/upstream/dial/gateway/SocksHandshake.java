package dev.fairlead.engine.upstream.dial.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fairlead.engine.message.Authority;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Gateway;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * SOCKS5 (RFC 1928) with user name and password (RFC 1929). A target that is a name is sent as a
 * name, so that the gateway resolves it.
 *
 * <pre>
 *   we: 05 n methods…             gateway: 05 method
 *   we: 01 n user n password      gateway: 01 status          (only for method 02)
 *   we: 05 01 00 type host port   gateway: 05 reply 00 type host port
 * </pre>
 */
public final class SocksHandshake implements Handshake {
  private static final int VERSION = 5;
  private static final int NO_AUTHENTICATION = 0;
  private static final int PASSWORD = 2;
  private static final int NONE_ACCEPTABLE = 0xff;
  private static final int IPV4 = 1;
  private static final int NAME = 3;
  private static final int IPV6 = 4;

  private enum State {
    METHOD,
    AUTHENTICATION,
    REPLY
  }

  private final Gateway gateway;
  private final Authority target;
  private State state = State.METHOD;

  /** Prepares to ask the gateway for the target, whose port is explicit. */
  public SocksHandshake(Gateway gateway, Authority target) {
    this.gateway = gateway;
    this.target = target;
  }

  @Override
  public void start(ByteBuf out) {
    out.writeByte(VERSION);
    if (gateway.credentials() == null) {
      out.writeByte(1).writeByte(NO_AUTHENTICATION);
    } else {
      out.writeByte(2).writeByte(NO_AUTHENTICATION).writeByte(PASSWORD);
    }
  }

  @Override
  public boolean destinationSent() {
    return state == State.REPLY;
  }

  @Override
  public Progress read(ByteBuf in, ByteBuf out) {
    return switch (state) {
      case METHOD -> in.readableBytes() < 2 ? Progress.MORE : method(in, out);
      case AUTHENTICATION -> in.readableBytes() < 2 ? Progress.MORE : authenticated(in, out);
      case REPLY -> in.readableBytes() < 5 ? Progress.MORE : reply(in);
    };
  }

  private Progress method(ByteBuf in, ByteBuf out) {
    if (in.readUnsignedByte() != VERSION) {
      return refusal("does not speak SOCKS5; check that its url names a SOCKS5 proxy");
    }
    int method = in.readUnsignedByte();
    Gateway.Credentials who = gateway.credentials();
    if (method == NO_AUTHENTICATION) {
      return request(out);
    }
    if (method == PASSWORD && who != null) {
      return authenticate(who, out);
    }
    if (method == NONE_ACCEPTABLE) {
      return refusal(
          who == null
              ? "wants credentials; put user and password in its url"
              : "accepts neither our credentials nor none");
    }
    return refusal("chose an authentication method that was not offered");
  }

  private Progress authenticate(Gateway.Credentials who, ByteBuf out) {
    byte[] user = who.user().getBytes(UTF_8);
    byte[] password = who.password().getBytes(UTF_8);
    if (user.length < 1 || user.length > 255 || password.length < 1 || password.length > 255) {
      return refusal("cannot be given its user and password: SOCKS5 wants 1 to 255 bytes of each");
    }
    out.writeByte(1).writeByte(user.length).writeBytes(user);
    out.writeByte(password.length).writeBytes(password);
    state = State.AUTHENTICATION;
    return Progress.MORE;
  }

  private Progress authenticated(ByteBuf in, ByteBuf out) {
    int version = in.readUnsignedByte();
    int status = in.readUnsignedByte();
    if (version != 1) {
      return refusal("broke off the SOCKS5 authentication with nonsense");
    }
    return status == 0
        ? request(out)
        : refusal("did not accept our credentials; check user and password in its url");
  }

  private Progress request(ByteBuf out) {
    byte[] address = target.host().address();
    byte[] name = target.host().text().getBytes(StandardCharsets.US_ASCII);
    if (address == null && name.length > 255) {
      return refusal("cannot be asked for a name of more than 255 bytes");
    }
    out.writeByte(VERSION).writeByte(1).writeByte(0);
    if (address == null) {
      out.writeByte(NAME).writeByte(name.length).writeBytes(name);
    } else {
      out.writeByte(address.length == 4 ? IPV4 : IPV6).writeBytes(address);
    }
    out.writeShort(target.port());
    state = State.REPLY;
    return Progress.MORE;
  }

  /** The reply is consumed as a whole or not at all: its length depends on its fourth byte. */
  private Progress reply(ByteBuf in) {
    int start = in.readerIndex();
    if (in.getUnsignedByte(start) != VERSION) {
      return refusal("answered the SOCKS5 request with nonsense");
    }
    int code = in.getUnsignedByte(start + 1);
    if (code != 0) {
      return refusal("refused to connect to %s: %s".formatted(target, words(code)));
    }
    int length = length(in.getUnsignedByte(start + 3), in.getUnsignedByte(start + 4));
    if (length < 0) {
      return refusal("answered the SOCKS5 request with an unknown address type");
    }
    if (in.readableBytes() < length) {
      return Progress.MORE;
    }
    in.skipBytes(length);
    return Progress.OPEN;
  }

  private static int length(int type, int first) {
    return switch (type) {
      case IPV4 -> 4 + 4 + 2;
      case NAME -> 4 + 1 + first + 2;
      case IPV6 -> 4 + 16 + 2;
      default -> -1;
    };
  }

  /** RFC 1928 §6. */
  private static String words(int code) {
    String words =
        switch (code) {
          case 1 -> "general failure";
          case 2 -> "not allowed by its rules";
          case 3 -> "network unreachable";
          case 4 -> "host unreachable";
          case 5 -> "connection refused";
          case 6 -> "time to live expired";
          case 7 -> "command not supported";
          case 8 -> "address type not supported";
          default -> "unknown reason";
        };
    return words + " (SOCKS reply " + code + ")";
  }

  private Progress refusal(String what) {
    return new Progress.Refused(
        new Failure(Failure.Kind.GATEWAY_REFUSED, "gateway " + gateway.name() + " " + what));
  }
}
