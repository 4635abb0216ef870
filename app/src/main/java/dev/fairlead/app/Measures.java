package dev.fairlead.app;

import dev.fairlead.app.launch.Build;
import dev.fairlead.control.metrics.Board;
import dev.fairlead.control.metrics.Meters;
import dev.fairlead.engine.Engine;
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

  void watch(Engine engine, Lasting lasting, Reloading reloading) {
    new LiveUpstreams(lasting.balance()).measure(board);
    LiveLimits.measure(board, lasting.ledger());
    board
        .gauge("fairlead_connections", "Open client connections.", engine::connections)
        .gauge("fairlead_tunnels", "Open tunnels.", () -> lasting.tunnels().get())
        .gauge(
            "fairlead_buffer_bytes",
            "Memory of pooled network buffers.",
            () -> PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory())
        .gauge(
            "fairlead_replay_bytes",
            "Request bodies kept for another attempt.",
            () -> lasting.replay().used())
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
  }
}
