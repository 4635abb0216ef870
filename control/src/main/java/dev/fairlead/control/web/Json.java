package dev.fairlead.control.web;

import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.avaje.jex.http.Context;
import java.io.IOException;
import java.io.InputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** JSON as it looks on the wire: snake_case, what is absent left out. */
public final class Json {
  private static final int LARGEST = 1 << 20;
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .changeDefaultPropertyInclusion(usual -> usual.withValueInclusion(Include.NON_NULL))
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .build();

  private Json() {}

  /** One line. */
  public static String text(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /** Answers 200. */
  public static void send(Context context, Object value) {
    send(context, 200, value);
  }

  /** Answers with a status. */
  public static void send(Context context, int status, Object value) {
    context.status(status);
    send(context, "application/json", value);
  }

  /** Answers with a problem. */
  static void send(Context context, Problem problem) {
    context.status(problem.status());
    send(context, Problem.TYPE, problem);
  }

  private static void send(Context context, String type, Object value) {
    byte[] body = bytes(value);
    context.contentType(type);
    context.write(body);
  }

  static byte[] bytes(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  /** The request's body, which must be one JSON value of at most a mebibyte. */
  public static JsonNode body(Context context) {
    try (InputStream in = context.exchange().getRequestBody()) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new Refused(413, null, "the body is larger than 1 MB", "Send less at once.");
      }
      if (bytes.length == 0) {
        throw new Refused(400, null, "the body is missing", "Send JSON.");
      }
      return MAPPER.readTree(bytes);
    } catch (JacksonException e) {
      throw new Refused(400, null, "the body is not JSON: " + place(e), "Correct it.");
    } catch (IOException _) {
      throw new Refused(400, null, "the body ended early", "Send it again.");
    }
  }

  private static String place(JacksonException e) {
    return "line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
  }
}
