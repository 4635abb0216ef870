package dev.fairlead.control.execute;

import com.sun.net.httpserver.HttpExchange;
import dev.fairlead.control.execute.ExecuteRequest.Encoding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a request strictly: what is not understood is refused, by name. */
final class RequestReader {
  private static final Set<String> FIELDS =
      Set.of("command", "args", "stdin", "stdin_encoding", "stream", "encoding");
  private static final int BESIDE_STDIN = 1 << 20;
  private static final int MOST_DRAINED = 16 << 20;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final int maxStdin;

  RequestReader(int maxStdin) {
    this.maxStdin = maxStdin;
  }

  ExecuteRequest read(HttpExchange exchange) throws Refusal, IOException {
    requireJson(exchange.getRequestHeaders().getFirst("Content-Type"));
    return read(body(exchange.getRequestBody()));
  }

  /** Reads the JSON of a request. */
  ExecuteRequest read(byte[] body) throws Refusal {
    JsonNode request = parse(body);
    for (String name : request.propertyNames()) {
      if (!FIELDS.contains(name)) {
        String known = "command, args, stdin, stdin_encoding, stream, encoding";
        throw Refusal.badField(name, "there is no such field", "Known: " + known + ".");
      }
    }
    return new ExecuteRequest(
        command(request.get("command")),
        args(request.get("args")),
        stdin(text(request, "stdin", ""), encoding(request, "stdin_encoding")),
        stream(request.get("stream")),
        encoding(request, "encoding"));
  }

  private static void requireJson(@Nullable String type) throws Refusal {
    String media = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!media.equals("application/json")) {
      throw new Refusal(
          415,
          type == null ? "the request names no content type" : "the content is not JSON",
          "Content-Type",
          "Send Content-Type: application/json.");
    }
  }

  private byte[] body(InputStream body) throws Refusal, IOException {
    int most = 2 * maxStdin + BESIDE_STDIN;
    byte[] read = body.readNBytes(most + 1);
    if (read.length > most) {
      long _ = body.skip(MOST_DRAINED); // So that the client gets to read the answer.
      throw Refusal.tooLarge(
          "stdin",
          "the request is larger than " + most + " bytes",
          "Send at most " + maxStdin + " bytes of stdin, as base64 if it is not text.");
    }
    return read;
  }

  private static JsonNode parse(byte[] body) throws Refusal {
    try {
      JsonNode node = JSON.readTree(body);
      if (node != null && node.isObject()) {
        return node;
      }
      throw Refusal.badField("", "the content is no JSON object", "Send {\"command\": \"…\"}.");
    } catch (JacksonException e) {
      var at = e.getLocation();
      String place =
          at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
      throw Refusal.badField("", "the content is not valid JSON" + place, "Correct it.");
    }
  }

  private static String command(@Nullable JsonNode node) throws Refusal {
    if (node == null || !node.isString() || node.stringValue().isEmpty()) {
      throw Refusal.badField("command", "must be text", "Name an allowed command.");
    }
    return node.stringValue();
  }

  private static List<String> args(@Nullable JsonNode node) throws Refusal {
    List<String> args = new ArrayList<>();
    if (node != null && !node.isArray()) {
      throw Refusal.badField("args", "must be a list of texts", "Send [\"one\", \"two\"].");
    }
    if (node != null) {
      for (JsonNode arg : node.values()) {
        String field = "args[" + args.size() + "]";
        if (!arg.isString()) {
          throw Refusal.badField(field, "must be text", "Put it in quotes.");
        }
        args.add(Passable.requirePassable(field, arg.stringValue()));
      }
    }
    return Passable.requireFit(args);
  }

  private byte[] stdin(String text, Encoding encoding) throws Refusal {
    byte[] bytes = encoding == Encoding.BASE64 ? decoded(text) : utf8(text);
    if (bytes.length > maxStdin) {
      throw Refusal.tooLarge(
          "stdin",
          "holds " + bytes.length + " bytes; " + maxStdin + " are allowed",
          "Send less, or raise cli.max_stdin.");
    }
    return bytes;
  }

  private static byte[] decoded(String text) throws Refusal {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw Refusal.badField("stdin", "is not base64", "Encode it, or leave stdin_encoding out.");
    }
  }

  private static byte[] utf8(String text) throws Refusal {
    Charset charset = StandardCharsets.UTF_8;
    if (!charset.newEncoder().canEncode(text)) {
      throw Refusal.badField("stdin", "holds half a character", "Send binary input as base64.");
    }
    return text.getBytes(charset);
  }

  private static boolean stream(@Nullable JsonNode node) throws Refusal {
    if (node != null && !node.isBoolean()) {
      throw Refusal.badField("stream", "must be true or false", "Write it without quotes.");
    }
    return node != null && node.booleanValue();
  }

  private static Encoding encoding(JsonNode request, String field) throws Refusal {
    String word = text(request, field, Encoding.UTF_8.word());
    for (Encoding encoding : Encoding.values()) {
      if (encoding.word().equals(word)) {
        return encoding;
      }
    }
    throw Refusal.badField(field, "is not an encoding", "Write utf-8 or base64.");
  }

  private static String text(JsonNode request, String field, String otherwise) throws Refusal {
    JsonNode node = request.get(field);
    if (node != null && !node.isString()) {
      throw Refusal.badField(field, "must be text", "Put it in quotes.");
    }
    return node == null ? otherwise : node.stringValue();
  }
}
