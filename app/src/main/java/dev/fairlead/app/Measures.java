package dev.fairlead.app;

import dev.fairlead.app.launch.Build;
import dev.fairlead.app.log.Losses;
import dev.fairlead.app.plugin.Sinks;
import dev.fairlead.control.metrics.Board;
import dev.fairlead.control.metrics.Meters;
import dev.fairlead.control.requests.RecentFlows;
import dev.fairlead.engine.Engine;
import dev.fairlead.engine.connection.Handshakes;
import dev.fairlead.engine.upstream.pool.Shares;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.List;

/** What this process measures of itself, apart from what each exchange adds to {@link Meters}. */
final class Measures {
  private final Board board = new Board(Build.current().version());
  private final Meters meters = new Meters(board);

  Board board() {
    return board;
  }

  Meters meters() {
    return meters;
  }

  /** What the configuration says and what became of it. */
  Measures watch(Reloading reloading) {
    board
        .counters(
            "fairlead_config_reloads_total",
            "Configurations that were loaded while running.",
            List.of("outcome"),
            series -> {
              series.is(reloading.tally().used(), "used");
              series.is(reloading.tally().refused(), "refused");
            })
        .gauge(
            "fairlead_config_used_timestamp_seconds",
            "When the configuration in force took effect.",
            () -> reloading.tally().since() / 1000.0);
    return this;
  }

  /** Connections and exchanges. */
  Measures watch(Engine engine) {
    Handshakes handshakes = engine.handshakes();
    Shares upstream = engine.shares();
    board
        .gauge("fairlead_connections", "Open client connections.", engine::connections)
        .gauge(
            "fairlead_exchanges",
            "Exchanges under way, tunnels included.",
            () -> Math.max(0, engine.begun() - meters.ended()))
        .counters(
            "fairlead_client_tls_handshakes_total",
            "TLS handshakes with clients.",
            List.of("outcome"),
            series -> {
              series.is((double) handshakes.completed(), "completed");
              series.is((double) handshakes.failed(), "failed");
            })
        .gauge("fairlead_pool_endpoints", "Endpoints with connections.", upstream::endpoints)
        .gauges(
            "fairlead_pool_connections",
            "Upstream connections in all loops; active includes those being made.",
            List.of("state"),
            series -> {
              int idle = upstream.idle();
              series.is(Math.max(0, upstream.open() - idle), "active");
              series.is(idle, "idle");
            });
    return this;
  }

  /** Targets, limits, and what takes memory. */
  Measures watch(Lasting lasting, RecentFlows flows) {
    new LiveUpstreams(lasting.balance()).measure(board);
    LiveLimits.measure(board, lasting.ledger());
    board
        .gauge("fairlead_tunnels", "Open tunnels.", () -> lasting.tunnels().get())
        .gauge(
            "fairlead_buffer_bytes",
            "Memory of pooled network buffers.",
            () -> PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory())
        .gauge(
            "fairlead_replay_bytes",
            "Request bodies kept for another attempt.",
            () -> lasting.replay().used())
        .gauge("fairlead_history_bytes", "Records of recent exchanges, about.", flows::bytes);
    return this;
  }

  /** What could not be kept. */
  Measures watch(Losses losses) {
    board.counter(
        "fairlead_access_log_lost_lines_total",
        "Lines of the access log that could not be written.",
        losses::lines);
    return this;
  }

  /** What plug-ins could not take. */
  Measures watch(Sinks sinks) {
    board.counters(
        "fairlead_log_sink_lost_records_total",
        "Records that log sinks of plug-ins were too slow or unable to take.",
        List.of("sink"),
        series -> sinks.lost((name, lost) -> series.is((double) lost, name)));
    return this;
  }
}
