package dev.fairlead.testkit.hostile;

import java.util.List;
import java.util.stream.Stream;

/** The whole response corpus. */
public final class HostileResponses {
  private HostileResponses() {}

  /** Every case, hostile ones first. */
  public static List<HostileResponse> all() {
    return Stream.of(
            FramingResponses.framing(),
            FramingResponses.chunks(),
            FramingResponses.cut(),
            FramingResponses.splitting(),
            HeadResponses.heads(),
            HeadResponses.statuses(),
            HeadResponses.upgrades(),
            HeadResponses.benign())
        .flatMap(List::stream)
        .toList();
  }
}
