package dev.fairlead.control.explain;

import java.net.InetAddress;
import java.util.List;

/** Knows what would become of a request. */
public interface Explainer {
  /**
   * Explains a request under the configuration in force.
   *
   * @param headers {@code Name: value}
   * @return what is sent as JSON
   * @throws IllegalArgumentException saying why no client could send such a request
   */
  Object explain(InetAddress client, String method, String url, List<String> headers);
}
