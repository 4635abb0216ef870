package dev.fairlead.control.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, for a person and for a program (RFC 9457).
 *
 * @param field the parameter, header or key at fault
 * @param remedy what to do about it
 * @param problems each single one, where there are several
 */
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    @Nullable String field,
    @Nullable String remedy,
    @Nullable List<?> problems) {
  /** The media type of problems. */
  public static final String TYPE = "application/problem+json";

  /** As it is sent. */
  public byte[] json() {
    return Json.bytes(this);
  }

  /** A problem that is about one field. */
  public static Problem of(int status, @Nullable String field, String detail, String remedy) {
    return new Problem("about:blank", title(status), status, detail, field, remedy, null);
  }

  /** A problem that is the sum of others. */
  public static Problem of(int status, String detail, String remedy, List<?> problems) {
    return new Problem("about:blank", title(status), status, detail, null, remedy, problems);
  }

  private static String title(int status) {
    return switch (status) {
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 409 -> "Conflict";
      case 413 -> "Content Too Large";
      case 415 -> "Unsupported Media Type";
      case 421 -> "Misdirected Request";
      case 422 -> "Unprocessable Content";
      case 429 -> "Too Many Requests";
      case 503 -> "Service Unavailable";
      default -> "Internal Server Error";
    };
  }
}
