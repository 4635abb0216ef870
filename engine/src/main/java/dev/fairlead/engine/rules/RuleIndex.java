package dev.fairlead.engine.rules;

import dev.fairlead.engine.message.Cidr;
import dev.fairlead.engine.message.Host;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Rules by what they name, so that a look-up costs the length of the host and not the number of
 * rules. The most particular rule answers: the host itself, its nearest parent, its longest first
 * labels, its smallest block, {@code *}.
 */
final class RuleIndex {
  private final boolean empty;
  private final Slot any;
  private final NameTable<Slot> exact;
  private final NameTable<Slot> suffixes;
  private final NameTable<Slot> prefixes;
  private final BlockIndex blocks4;
  private final BlockIndex blocks6;

  RuleIndex(List<Rule> rules) {
    List<Rule> everyHost = new ArrayList<>();
    Map<String, List<Rule>> exact = new HashMap<>();
    Map<String, List<Rule>> suffixes = new HashMap<>();
    Map<String, List<Rule>> prefixes = new HashMap<>();
    Map<Cidr, List<Rule>> blocks4 = new HashMap<>();
    Map<Cidr, List<Rule>> blocks6 = new HashMap<>();
    for (Rule rule : rules) {
      switch (rule.pattern) {
        case HostPattern.Any _ -> everyHost.add(rule);
        case HostPattern.Exact(Host host) -> put(exact, host.text(), rule);
        case HostPattern.Suffix(String parent) -> put(suffixes, parent, rule);
        case HostPattern.Prefix(String labels) -> put(prefixes, labels, rule);
        case HostPattern.Block(Cidr cidr) -> put(cidr.isV4() ? blocks4 : blocks6, cidr, rule);
      }
    }
    this.empty = rules.isEmpty();
    this.any = new Slot(everyHost);
    this.exact = NameTable.backward(exact.keySet(), key -> slot(exact, key));
    this.suffixes = NameTable.backward(suffixes.keySet(), key -> slot(suffixes, key));
    this.prefixes = NameTable.forward(prefixes.keySet(), key -> slot(prefixes, key));
    this.blocks4 = new BlockIndex(blocks4);
    this.blocks6 = new BlockIndex(blocks6);
  }

  private static <K> void put(Map<K, List<Rule>> rules, K key, Rule rule) {
    rules.computeIfAbsent(key, _ -> new ArrayList<>(1)).add(rule);
  }

  private static Slot slot(Map<String, List<Rule>> rules, String key) {
    return new Slot(Objects.requireNonNull(rules.get(key)));
  }

  boolean isEmpty() {
    return empty;
  }

  @Nullable Rule find(Host host, int port) {
    if (empty) {
      return null;
    }
    Rule rule = byName(host.text(), port);
    if (rule == null && !prefixes.isEmpty()) {
      rule = byFirstLabels(host.text(), port);
    }
    byte[] address = host.address();
    if (rule == null && address != null) {
      rule = (address.length == 4 ? blocks4 : blocks6).find(address, port);
    }
    return rule == null ? any.find(port) : rule;
  }

  /** One walk from the end meets every parent, the nearest last, and then the name itself. */
  private @Nullable Rule byName(String name, int port) {
    Rule found = null;
    int hash = 0;
    for (int i = name.length() - 1; i >= 0; i--) {
      char c = name.charAt(i);
      if (c == '.' && i > 0) {
        found = better(found, suffixes.get(name, i + 1, name.length(), hash), port);
      }
      hash = NameTable.step(hash, c);
    }
    return better(found, exact.get(name, 0, name.length(), hash), port);
  }

  private @Nullable Rule byFirstLabels(String name, int port) {
    Rule found = null;
    int hash = 0;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '.') {
        found = better(found, prefixes.get(name, 0, i, hash), port);
      }
      hash = NameTable.step(hash, c);
    }
    return found;
  }

  private static @Nullable Rule better(@Nullable Rule found, @Nullable Slot slot, int port) {
    Rule rule = slot == null ? null : slot.find(port);
    return rule == null ? found : rule;
  }
}
