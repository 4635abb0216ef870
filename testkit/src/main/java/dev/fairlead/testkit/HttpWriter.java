package dev.fairlead.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Writes a message that was read completely on to the next hop, framed by Content-Length. */
final class HttpWriter {
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "proxy-connection",
          "proxy-authorization",
          "keep-alive",
          "te",
          "transfer-encoding",
          "expect");

  private HttpWriter() {}

  static byte[] request(RawRequest request, String target) {
    boolean framed = request.header("transfer-encoding") != null;
    return message(
        request.method() + " " + target + " HTTP/1.1\r\n",
        request.headers(),
        framed,
        request.body());
  }

  static byte[] response(RawResponse response, String method) {
    boolean bodiless =
        method.equals("HEAD") || response.status() == 204 || response.status() == 304;
    boolean framed = !bodiless && response.header("content-length") == null;
    return message(
        "HTTP/1.1 " + response.status() + " " + response.reason() + "\r\n",
        response.headers(),
        framed,
        response.body());
  }

  private static byte[] message(
      String startLine, List<Field> headers, boolean addLength, byte[] body) {
    var head = new StringBuilder(startLine);
    for (Field field : headers) {
      if (HOP_BY_HOP.contains(field.name().toLowerCase(Locale.ROOT))) continue;
      head.append(field.name()).append(": ").append(field.value()).append("\r\n");
    }
    if (addLength) head.append("Content-Length: ").append(body.length).append("\r\n");
    var out = new ByteArrayOutputStream();
    out.writeBytes(head.append("\r\n").toString().getBytes(ISO_8859_1));
    out.writeBytes(body);
    return out.toByteArray();
  }
}
