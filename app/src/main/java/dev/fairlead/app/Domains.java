package dev.fairlead.app;

import dev.fairlead.app.config.Filtering;
import dev.fairlead.engine.upstream.dial.NameCheck;
import dev.fairlead.filters.domains.DomainLists;
import dev.fairlead.filters.domains.DomainRules;
import dev.fairlead.filters.domains.ListFormat;
import java.io.IOException;

/** The part of the assembly that decides about hosts by name. */
final class Domains {
  private Domains() {}

  /**
   * Compiles the rules.
   *
   * @param files those that are known already are not read again
   */
  static DomainRules rules(Filtering filtering, DomainLists files) throws IOException {
    if (!filtering.enabled()) {
      return DomainRules.NONE;
    }
    Filtering.Domains domains = filtering.domains();
    return DomainRules.of(
        DomainRules.Mode.valueOf(filtering.mode().name()),
        domains.blocked(),
        domains.allowed(),
        domains.lists().stream().map(Domains::source).toList(),
        files);
  }

  /** The same rules for the names that DNS says a host stands for. */
  static NameCheck aliases(DomainRules rules) {
    return rules.isEmpty() ? NameCheck.NONE : rules::aliasRefusal;
  }

  private static DomainLists.Source source(Filtering.Names list) {
    return new DomainLists.Source(
        list.name(), list.path(), ListFormat.valueOf(list.format().name()));
  }
}
