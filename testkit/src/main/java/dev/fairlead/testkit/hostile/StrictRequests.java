package dev.fairlead.testkit.hostile;

import dev.fairlead.testkit.Field;
import dev.fairlead.testkit.RawRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an origin received on one connection, read strictly.
 *
 * @param requests the requests that are complete
 * @param truncated whether another one begins and does not end
 * @param ambiguity why it could be read in another way, null when it cannot
 */
record StrictRequests(List<RawRequest> requests, boolean truncated, @Nullable String ambiguity) {
  private static final String HOST =
      "(\\[[0-9A-Fa-f:.]+]|[0-9A-Za-z._~!$&'()*+;=-]*(%[0-9A-Fa-f]{2}[0-9A-Za-z._~!$&'()*+;=-]*)*)(:\\d{0,5})?";

  static StrictRequests read(byte[] bytes) {
    var requests = new ArrayList<RawRequest>();
    var reader = new StrictReader(bytes);
    try {
      while (!reader.atEnd()) requests.add(one(reader));
      return new StrictRequests(requests, false, null);
    } catch (Truncated _) {
      return new StrictRequests(requests, true, null);
    } catch (Ambiguity ambiguity) {
      String where = requests.isEmpty() ? "" : " (behind request " + requests.size() + ")";
      return new StrictRequests(requests, false, ambiguity.getMessage() + where);
    }
  }

  private static RawRequest one(StrictReader reader) throws Ambiguity, Truncated {
    String line = reader.line();
    String[] start = line.split(" ", -1);
    if (start.length != 3 || !StrictReader.isToken(start[0])) {
      throw new Ambiguity("request line: " + StrictReader.cut(line));
    }
    if (!start[2].matches("HTTP/1\\.[01]")) throw new Ambiguity("version: " + start[2]);
    List<Field> fields = reader.fields();
    checkHost(start[2], fields);
    checkTarget(start[0], start[1], fields);
    StrictReader.checkConnection(fields);
    long length = StrictReader.length(fields, start[2].equals("HTTP/1.1"));
    var trailers = new ArrayList<Field>();
    boolean chunked = Field.first(fields, "transfer-encoding") != null;
    byte[] body = chunked ? reader.chunked(trailers) : reader.take(Math.max(0, length));
    return new RawRequest(start[0], start[1], start[2], fields, body, List.copyOf(trailers));
  }

  private static void checkHost(String version, List<Field> fields) throws Ambiguity {
    List<String> hosts = Field.all(fields, "host");
    if (hosts.size() > 1) throw new Ambiguity("more than one Host");
    if (hosts.isEmpty()) {
      if (version.equals("HTTP/1.1")) throw new Ambiguity("no Host");
      return;
    }
    if (!hosts.getFirst().matches(HOST)) {
      throw new Ambiguity("Host: " + StrictReader.cut(hosts.getFirst()));
    }
  }

  private static void checkTarget(String method, String target, List<Field> fields)
      throws Ambiguity {
    String shown = StrictReader.cut(target);
    if (!target.matches("[!-~\\x80-\\xff]+")) throw new Ambiguity("target: " + shown);
    if (target.startsWith("/")) return;
    if (target.equals("*") && method.equals("OPTIONS")) return;
    if (target.matches("(?i)https?://[^/?#@]+([/?].*)?")) {
      String authority = target.replaceFirst("(?i)https?://([^/?]+).*", "$1");
      if (authority.equals(Field.first(fields, "host"))) return;
      throw new Ambiguity("absolute target and Host differ: " + shown);
    }
    throw new Ambiguity("target form: " + method + " " + shown);
  }
}
