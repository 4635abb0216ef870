package dev.fairlead.control.metrics;

import dev.fairlead.control.web.Access;
import io.avaje.jex.Routing;
import io.avaje.jex.http.Context;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** {@code GET /metrics}: Prometheus' text format, or OpenMetrics for who asks for it. */
public final class MetricsRoutes implements Routing.HttpService {
  private final ExpositionFormats formats = ExpositionFormats.init();
  private final Board board;

  public MetricsRoutes(Board board) {
    this.board = board;
  }

  @Override
  public void add(Routing routing) {
    routing.get("/metrics", this::scrape, Access.OPEN_ON_LOOPBACK);
  }

  private void scrape(Context context) {
    String accept = context.header("Accept");
    ExpositionFormatWriter writer =
        accept != null && accept.contains("application/openmetrics-text")
            ? formats.getOpenMetricsTextFormatWriter()
            : formats.getPrometheusTextFormatWriter();
    ByteArrayOutputStream text = new ByteArrayOutputStream(1 << 15);
    try {
      writer.write(text, board.registry().scrape());
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    context.contentType(writer.getContentType()).write(text.toByteArray());
  }
}
