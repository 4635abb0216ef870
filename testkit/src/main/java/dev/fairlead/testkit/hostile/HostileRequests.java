package dev.fairlead.testkit.hostile;

import java.util.List;
import java.util.stream.Stream;

/** The whole request corpus. */
public final class HostileRequests {
  private HostileRequests() {}

  /** Every case that applies in that mode. */
  public static List<HostileRequest> in(Mode mode) {
    return all().stream().filter(c -> c.modes().contains(mode)).toList();
  }

  /** Every case, hostile ones first. */
  public static List<HostileRequest> all() {
    return Stream.of(
            FramingRequests.lengths(),
            FramingRequests.conflicts(),
            FramingRequests.encodings(),
            ChunkRequests.sizes(),
            ChunkRequests.lines(),
            ChunkRequests.extensions(),
            ChunkRequests.trailers(),
            FieldRequests.lines(),
            FieldRequests.folds(),
            FieldRequests.sizes(),
            TargetRequests.hosts(),
            TargetRequests.forms(),
            TargetRequests.connects(),
            StartLineRequests.versions(),
            StartLineRequests.lines(),
            StartLineRequests.methods(),
            HopRequests.nominations(),
            HopRequests.upgrades(),
            HopRequests.expects(),
            BenignRequests.messages(),
            BenignRequests.heads())
        .flatMap(List::stream)
        .toList();
  }
}
