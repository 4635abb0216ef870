package dev.fairlead.app;

import dev.fairlead.app.config.Config;
import dev.fairlead.app.config.Inspection;
import dev.fairlead.app.config.bind.Scope;
import dev.fairlead.engine.message.Authority;
import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.rules.HostRules;
import dev.fairlead.engine.rules.Reach;
import dev.fairlead.filters.inspection.FileRules;
import dev.fairlead.filters.inspection.InspectionRule;
import dev.fairlead.filters.inspection.MediaTypes;
import dev.fairlead.filters.inspection.Scanning;
import dev.fairlead.filters.inspection.clamav.ClamAv;
import dev.fairlead.filters.inspection.filetype.FileType;
import dev.fairlead.filters.inspection.signature.Signature;
import dev.fairlead.filters.inspection.signature.Signatures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code security.inspection} as rules of the filter. */
final class Inspections {
  /** What all bodies together may be held back with, by all rules of a configuration. */
  static final long HELD_BYTES = 256L << 20;

  private static final String KEY = "security.inspection[%d].%s";

  private Inspections() {}

  static List<InspectionRule> rules(List<Inspection> written) {
    return written.stream().map(Inspections::rule).toList();
  }

  private static InspectionRule rule(Inspection rule) {
    return new InspectionRule(
        rule.name(),
        hosts(rule),
        rule.match().doors().stream()
            .map(each -> Door.valueOf(each.name()))
            .collect(Collectors.toUnmodifiableSet()),
        Set.copyOf(rule.match().routes()),
        rule.direction() != Inspection.Direction.RESPONSE,
        rule.direction() != Inspection.Direction.REQUEST,
        new MediaTypes(rule.contentTypes()),
        rule.maxBytes().bytes(),
        rule.hold().bytes(),
        new Signatures(signatures(rule)),
        files(rule.fileTypes()),
        scanning(rule.clamav()),
        rule.unreadable() == Inspection.Otherwise.REFUSE);
  }

  private static Predicate<Authority> hosts(Inspection rule) {
    if (rule.match().hosts().isEmpty()) {
      return _ -> true;
    }
    HostRules hosts =
        HostRules.compile(
            Texts.of(rule.match().hosts()), List.of(), Reach.EVERYWHERE, RuleChecks.DONE);
    return authority -> hosts.match(authority.host(), authority.port()).included();
  }

  private static List<Signature> signatures(Inspection rule) {
    List<Signature> all = new ArrayList<>();
    rule.signatures().forEach(each -> all.add(signature(each)));
    if (rule.eicar()) {
      all.add(Signature.EICAR);
    }
    return all;
  }

  private static Signature signature(Inspection.Signature written) {
    return Stream.of(
            written.text().map(text -> Signature.text(written.name(), text)),
            written.hex().map(hex -> Signature.hex(written.name(), hex)),
            written.regex().map(regex -> new Signature(written.name(), regex)))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow();
  }

  private static FileRules files(Inspection.FileTypes written) {
    Set<String> names = written.deny().stream().map(Enum::name).collect(Collectors.toSet());
    return new FileRules(
        Stream.of(FileType.values())
            .filter(type -> names.contains(type.name()) || names.contains(type.kind().name()))
            .collect(Collectors.toUnmodifiableSet()),
        FileRules.Mismatch.valueOf(written.mismatch().name()));
  }

  private static @Nullable Scanning scanning(Inspection.ClamAv written) {
    return written
        .address()
        .map(address ->
            new Scanning(
                new ClamAv(address, written.timeout()),
                written.maxBytes().bytes(),
                written.onError() == Inspection.Otherwise.REFUSE))
        .orElse(null);
  }

  /** Says what only the filter's own compilers can judge. */
  static void check(Config config, Scope scope) {
    List<Inspection> rules = config.security().inspection();
    Set<String> routes = ReverseRules.differing(config.routing(), Optional::of).keySet();
    for (int i = 0; i < rules.size(); i++) {
      check(rules.get(i), i, routes, scope);
    }
  }

  private static void check(Inspection rule, int index, Set<String> routes, Scope scope) {
    HostRules.compile(
        Texts.of(rule.match().hosts()),
        List.of(),
        Reach.EVERYWHERE,
        problem ->
            scope.error(
                KEY.formatted(index, "match.hosts[" + problem.index() + "]"),
                problem.message(),
                "Correct it."));
    for (int i = 0; i < rule.match().routes().size(); i++) {
      if (!routes.contains(rule.match().routes().get(i))) {
        scope.error(
            KEY.formatted(index, "match.routes[" + i + "]"),
            "names a routing rule that does not exist",
            "Write the name of one of routing.rules.");
      }
    }
    for (int i = 0; i < rule.contentTypes().size(); i++) {
      if (!MediaTypes.isPattern(rule.contentTypes().get(i))) {
        scope.error(
            KEY.formatted(index, "content_types[" + i + "]"),
            "is not a content type",
            "Write text/html, image/* or */*.");
      }
    }
    if (rule.clamav().address().filter(each -> !ClamAv.isAddress(each)).isPresent()) {
      scope.error(
          KEY.formatted(index, "clamav.address"),
          "is neither host:port nor a path",
          "Write localhost:3310, or /run/clamav/clamd.ctl.");
    }
    signatures(rule, index, scope);
  }

  private static void signatures(Inspection rule, int index, Scope scope) {
    boolean sound = true;
    for (int i = 0; i < rule.signatures().size(); i++) {
      Inspection.Signature written = rule.signatures().get(i);
      String problem = Signatures.problem(signature(written));
      if (problem != null) {
        sound = false;
        String form = written.regex().isPresent() ? "regex" : "text";
        scope.error(
            KEY.formatted(index, "signatures[" + i + "]." + form),
            "cannot be looked for: " + problem,
            "Correct it.");
      }
    }
    if (sound) {
      together(rule, index, scope);
    }
  }

  private static void together(Inspection rule, int index, Scope scope) {
    try {
      new Signatures(signatures(rule));
    } catch (IllegalArgumentException e) {
      scope.error(
          KEY.formatted(index, "signatures"),
          String.valueOf(e.getMessage()),
          "Spread them over several rules.");
    }
  }
}
