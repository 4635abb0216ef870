package dev.fairlead.control.execute;

import java.io.ByteArrayOutputStream;
import java.nio.CharBuffer;
import java.util.Base64;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Writes the objects of this room. */
final class Json {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private Json() {}

  /** Appends one object. */
  static void object(ByteArrayOutputStream target, Consumer<JsonGenerator> fields) {
    try (JsonGenerator json = MAPPER.createGenerator(target)) {
      json.writeStartObject();
      fields.accept(json);
      json.writeEndObject();
    }
  }

  static void text(JsonGenerator json, String name, CharBuffer text) {
    json.writeName(name);
    json.writeString(text.array(), text.arrayOffset() + text.position(), text.remaining());
  }

  static void base64(JsonGenerator json, String name, byte[] bytes) {
    json.writeStringProperty(name, Base64.getEncoder().encodeToString(bytes));
  }

  /** What there is to say at the end, however it is sent. */
  static void ending(JsonGenerator json, Ending ending) {
    json.writeNumberProperty("code", ending.code());
    ending.signal().ifPresent(signal -> json.writeStringProperty("signal", signal));
    if (!ending.cause().field().isEmpty()) {
      json.writeStringProperty(ending.cause().field(), ending.cause().reason());
    }
    json.writeNumberProperty("duration_ms", ending.durationMs());
    json.writeNumberProperty("stdout_bytes", ending.stdoutBytes());
    json.writeNumberProperty("stderr_bytes", ending.stderrBytes());
  }
}
