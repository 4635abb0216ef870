package dev.fairlead.filters.inspection;

import dev.fairlead.engine.filter.BodyFlow;
import dev.fairlead.engine.filter.BodyStage;
import dev.fairlead.engine.filter.FilterContext;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.filters.inspection.clamav.Question;
import dev.fairlead.filters.inspection.clamav.Sample;
import dev.fairlead.filters.inspection.clamav.Scan;
import dev.fairlead.filters.inspection.coding.Decoding;
import dev.fairlead.filters.inspection.coding.Unreadable;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/*
 *   HOLDING ---- more than may be held ----> WATCHING ---- no need to look any more ----> PASSING
 *      |  \                                     |                                            ^
 *      |   '--- end, ClamAV is asked --> ASKING-+------------------ clean -------------------'
 *      '--------------- found -----------------'+--> STOPPED
 *
 * What is held is bounded by the rule and by the budget, so the sender never has to be held back:
 * beyond the bound bytes go on as fast as they come, and the client's pace is what slows them.
 */

/** Looks at one body by one rule: holds its beginning, and stops it when something is found. */
final class InspectionStage implements BodyStage {
  private enum Phase {
    HOLDING,
    WATCHING,
    ASKING,
    PASSING,
    STOPPED
  }

  private final InspectionRule rule;
  private final Message message;
  private final FilterContext exchange;
  private final @Nullable Scanning scanning;
  private final Looking looking;
  private final Held held;
  private final boolean holds;
  private Phase phase;
  private @Nullable Question question;

  InspectionStage(InspectionRule rule, Message message, FilterContext exchange, Budget budget) {
    this.rule = rule;
    this.message = message;
    this.exchange = exchange;
    this.scanning = message.isStream() || message.partial() ? null : rule.scanning();
    this.looking = new Looking(rule, message, this::note);
    long most = scanning != null ? scanning.most() : rule.hold();
    this.held = new Held(budget, most);
    this.holds = most > 0 && !message.isStream();
    this.phase = holds ? Phase.HOLDING : Phase.WATCHING;
    if (rule.scanning() != null && scanning == null) {
      note("did not ask ClamAV about a " + (message.partial() ? "part of a file" : "stream"));
    }
  }

  @Override
  public String filter() {
    return InspectionFilter.NAME;
  }

  @Override
  public boolean holdsHead() {
    return holds;
  }

  @Override
  public void chunk(ByteBuf chunk, BodyFlow next) {
    switch (phase) {
      case HOLDING, WATCHING -> look(chunk, next);
      case PASSING -> next.chunk(chunk);
      case ASKING, STOPPED -> chunk.release();
    }
  }

  private void look(ByteBuf chunk, BodyFlow next) {
    Finding finding = looking.read(chunk);
    if (finding != null) {
      chunk.release();
      stop(finding, next);
    } else if (phase == Phase.WATCHING) {
      pass(chunk, next);
    } else if (looking.isOver() && scanning == null) {
      letGo(next);
      pass(chunk, next);
    } else if (!held.add(chunk)) {
      overflow(chunk, next);
    }
  }

  private void pass(ByteBuf chunk, BodyFlow next) {
    phase = looking.isOver() ? Phase.PASSING : Phase.WATCHING;
    next.chunk(chunk);
  }

  private void overflow(ByteBuf chunk, BodyFlow next) {
    if (scanning != null) {
      Finding finding = unscanned(scanning, "there is no room to hold it for ClamAV");
      if (finding != null) {
        chunk.release();
        stop(finding, next);
        return;
      }
    }
    letGo(next);
    pass(chunk, next);
  }

  private void letGo(BodyFlow next) {
    phase = Phase.WATCHING;
    held.passTo(next);
  }

  @Override
  public void end(@Nullable Headers trailers, BodyFlow next) {
    if (phase == Phase.STOPPED) {
      return;
    }
    Finding finding = phase == Phase.PASSING ? null : looking.end();
    if (finding != null) {
      stop(finding, next);
    } else if (phase == Phase.HOLDING && scanning != null && !held.isEmpty()) {
      ask(scanning, trailers, next);
    } else {
      finish(trailers, next);
    }
  }

  private void finish(@Nullable Headers trailers, BodyFlow next) {
    phase = Phase.PASSING;
    held.passTo(next);
    next.end(trailers);
  }

  private void ask(Scanning scanning, @Nullable Headers trailers, BodyFlow next) {
    phase = Phase.ASKING;
    try {
      Decoding decoding = Decoding.of(message.contentEncoding(), rule.mostExpanded());
      question =
          scanning
              .clamAv()
              .ask(
                  new Sample(held.shared(), decoding),
                  exchange.executor(),
                  scan -> answered(scan, scanning, trailers, next));
    } catch (Unreadable e) {
      answered(new Scan.Unknown(String.valueOf(e.getMessage())), scanning, trailers, next);
    }
  }

  private void answered(Scan scan, Scanning scanning, @Nullable Headers trailers, BodyFlow next) {
    if (phase != Phase.ASKING) {
      return;
    }
    Finding finding =
        switch (scan) {
          case Scan.Clean _ -> null;
          case Scan.Infected(String name) -> new Finding("what ClamAV knows as " + name);
          case Scan.Unknown(String why) -> unscanned(scanning, why);
        };
    if (finding != null) {
      stop(finding, next);
    } else {
      finish(trailers, next);
      next.flush();
    }
  }

  private @Nullable Finding unscanned(Scanning scanning, String why) {
    String what = "a body that ClamAV could not judge: " + why;
    if (scanning.refusing()) {
      return new Finding(what);
    }
    note("let pass " + what);
    return null;
  }

  private void note(String remark) {
    exchange.note("inspection rule " + rule.name() + ", " + message.kind() + ": " + remark);
  }

  private void stop(Finding finding, BodyFlow next) {
    phase = Phase.STOPPED;
    held.release();
    note("found " + finding.what());
    next.refuse(
        new Failure(
            Failure.Kind.DENIED,
            "inspection rule "
                + rule.name()
                + " found in the "
                + message.kind()
                + " "
                + finding.what()));
  }

  @Override
  public void release() {
    phase = Phase.STOPPED;
    held.release();
    looking.close();
    if (question != null) {
      question.cancel();
    }
  }
}
