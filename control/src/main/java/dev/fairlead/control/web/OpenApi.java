package dev.fairlead.control.web;

import io.avaje.jex.Routing;
import io.avaje.jex.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** Serves the description of the interface, which is kept by hand. */
public final class OpenApi implements Routing.HttpService {
  @Override
  public void add(Routing routing) {
    routing.get("/openapi.yaml", OpenApi::send, Access.PUBLIC);
  }

  private static void send(Context context) throws IOException {
    context.contentType("application/yaml");
    context.write(bytes());
  }

  private static byte[] bytes() throws IOException {
    try (InputStream in = OpenApi.class.getResourceAsStream("/dev/fairlead/control/openapi.yaml")) {
      return Objects.requireNonNull(in, "openapi.yaml is missing").readAllBytes();
    }
  }
}
