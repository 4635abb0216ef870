package dev.fairlead.filters.inspection;

import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.filters.inspection.coding.Decoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Asks for responses in codings that can be looked into (RFC 9110 §12.5.3). */
final class Accepted {
  private static final FieldName ACCEPT_ENCODING = FieldName.of("Accept-Encoding");
  private static final FieldName RANGE = FieldName.of("Range");
  private static final String IDENTITY = "identity";

  private Accepted() {}

  /** A part of a coded file cannot be decoded, so that parts are asked for plain. */
  static void narrow(Headers request) {
    String asked = request.joined(ACCEPT_ENCODING);
    if (request.contains(RANGE)) {
      request.set(ACCEPT_ENCODING, IDENTITY);
    } else if (asked != null) {
      String known = known(asked);
      if (!known.equals(asked)) {
        request.set(ACCEPT_ENCODING, known);
      }
    }
  }

  private static String known(String asked) {
    List<String> known = new ArrayList<>(2);
    for (String each : asked.split(",", -1)) {
      String coding = each.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
      if (Decoding.isKnown(coding) || coding.equals(IDENTITY)) {
        known.add(each.strip());
      }
    }
    return known.isEmpty() ? IDENTITY : String.join(", ", known);
  }
}
