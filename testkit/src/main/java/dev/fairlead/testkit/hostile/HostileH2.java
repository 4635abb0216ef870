package dev.fairlead.testkit.hostile;

import dev.fairlead.testkit.Field;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/2 request that tempts a proxy when it writes HTTP/1.1 behind it; <code>{H}</code> and
 * <code>{P}</code> as in {@link HostileRequest}.
 *
 * @param data the payloads of DATA frames, null for END_STREAM on the header block
 * @param trailers fields after the data, null for none
 * @param body what the origin must read, null for anything
 */
public record HostileH2(
    String id,
    String category,
    String rfc,
    Expectation expectation,
    List<Field> fields,
    @Nullable List<String> data,
    @Nullable List<Field> trailers,
    @Nullable String body) {

  /** The header block for an origin on that port. */
  List<Field> fields(int originPort) {
    String port = Integer.toString(originPort);
    var filled = new ArrayList<Field>();
    for (Field field : fields) {
      String value = field.value().replace("{H}", "127.0.0.1:" + port).replace("{P}", port);
      filled.add(new Field(field.name(), value));
    }
    return filled;
  }
}
