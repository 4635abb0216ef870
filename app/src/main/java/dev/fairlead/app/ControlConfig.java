package dev.fairlead.app;

import dev.fairlead.app.config.ConfigView;
import dev.fairlead.app.config.Loaded;
import dev.fairlead.app.config.Patch;
import dev.fairlead.app.config.read.KeyPath;
import dev.fairlead.app.config.read.Place;
import dev.fairlead.app.config.read.Problem;
import dev.fairlead.control.config.Configuration;
import dev.fairlead.control.config.Fault;
import dev.fairlead.control.config.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Shows the control plane the configuration in force, and takes its changes. */
record ControlConfig(Reloading reloading) implements Configuration {
  @Override
  public Object view() {
    return new ConfigView(reloading.current()).page();
  }

  @Override
  public Outcome reload() {
    return outcome(reloading.reload(true), List.of());
  }

  @Override
  public Outcome patch(JsonNode changes) {
    Patch patch = new Patch(changes);
    return outcome(reloading.patch(patch), patch.keys());
  }

  private static Outcome outcome(Reload reload, List<KeyPath> changed) {
    return switch (reload) {
      case Reload.Done(Loaded.Ready ready) -> {
        List<Fault> remarks = new ArrayList<>(faults(ready.problems()));
        changed.forEach(key -> eclipsed(ready, key, remarks));
        yield new Outcome.Done(remarks);
      }
      case Reload.Refused(List<Problem> problems) ->
          new Outcome.Rejected("the configuration cannot be used", faults(problems));
      case Reload.Failed(String reason) -> new Outcome.Rejected(reason, List.of());
    };
  }

  /** A variable or flag has the last word, so that a change of its key does nothing for now. */
  private static void eclipsed(Loaded.Ready ready, KeyPath key, List<Fault> remarks) {
    Place place = ready.origins().of(key);
    if (place instanceof Place.Env || place instanceof Place.Flag) {
      remarks.add(
          fault(
              new Problem(
                  Problem.Severity.WARNING,
                  place,
                  key,
                  "was changed, but " + place + " has the last word",
                  "Start Fairlead without it.")));
    }
  }

  private static List<Fault> faults(List<Problem> problems) {
    return problems.stream().map(ControlConfig::fault).toList();
  }

  private static Fault fault(Problem problem) {
    Place.File file = problem.place() instanceof Place.File in ? in : null;
    boolean somewhere = file != null && file.line() > 0;
    return new Fault(
        problem.severity().name().toLowerCase(Locale.ROOT),
        problem.place().toString(),
        file == null ? null : file.path().toString(),
        file != null && somewhere ? (Integer) file.line() : null,
        file != null && somewhere ? (Integer) file.column() : null,
        problem.path().toString(),
        problem.message(),
        problem.remedy());
  }
}
