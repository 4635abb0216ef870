package dev.fairlead.engine.rules;

import dev.fairlead.engine.message.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A list of host rules, compiled; immutable.
 *
 * <table>
 * <caption>Patterns; case, a trailing dot, IPv6 forms and IDN are normalised as in hosts</caption>
 * <tr><td>{@code *}</td><td>every host</td></tr>
 * <tr><td>{@code example.com}, {@code 10.0.0.1}, {@code ::1}</td><td>this host</td></tr>
 * <tr><td>{@code *.example.com}</td><td>every name below it, not itself</td></tr>
 * <tr><td>{@code google.*}, {@code 192.168.*}</td><td>hosts that begin with these labels and have
 *     more</td></tr>
 * <tr><td>{@code 10.0.0.0/8}, {@code fd00::/8}</td><td>address literals in the block</td></tr>
 * <tr><td>any of these and {@code :8443}</td><td>the same on that port only</td></tr>
 * <tr><td>any of these after {@code -}</td><td>never, wherever it stands</td></tr>
 * <tr><td>{@code AUTO}, {@code -AUTO}</td><td>each pattern of a preset list</td></tr>
 * </table>
 *
 * <p>An exclude beats every include, so the order means nothing. No rule, or excludes alone, mean
 * nobody. Blank entries are skipped.
 *
 * <p>With {@link Reach#PUBLIC_HOSTS} a {@linkplain PrivateHosts private host} is meant only by an
 * include that names it: itself, a parent, a block, or the first octets of an address. Not by
 * {@code *}, nor by a block of all addresses, nor by the first labels of a name.
 */
public final class HostRules {
  /** Rules that mean nobody. */
  public static final HostRules NONE = new HostRules(List.of(), Reach.EVERYWHERE);

  private final RuleIndex includes;
  private final RuleIndex excludes;
  private final boolean sparePrivate;
  private final List<Rule> rules;

  private HostRules(List<Rule> rules, Reach reach) {
    this.includes = new RuleIndex(rules.stream().filter(rule -> !rule.exclude).toList());
    this.excludes = new RuleIndex(rules.stream().filter(rule -> rule.exclude).toList());
    this.sparePrivate = reach == Reach.PUBLIC_HOSTS;
    this.rules = List.copyOf(rules);
  }

  /**
   * Compiles a list. Every rule that cannot be used is reported and left out, so a caller who wants
   * all or nothing must look whether there was a problem.
   *
   * @param auto the patterns that {@code AUTO} stands for
   */
  public static HostRules compile(
      List<String> rules, List<String> auto, Reach reach, Consumer<Problem> problems) {
    return new HostRules(new RuleReader(auto, problems).read(rules), reach);
  }

  /**
   * Compiles a list without a preset, for hosts of every kind.
   *
   * @throws IllegalArgumentException with all problems, one a line
   */
  public static HostRules of(List<String> rules) {
    List<Problem> problems = new ArrayList<>();
    HostRules compiled = compile(rules, List.of(), Reach.EVERYWHERE, problems::add);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          problems.stream().map(Problem::message).collect(Collectors.joining("\n")));
    }
    return compiled;
  }

  /**
   * What the rules say about a host, and which of them decided. Allocates nothing.
   *
   * @param port 1..65535, or -1 if unknown: then rules with a port do not apply
   */
  public Decision match(Host host, int port) {
    Rule exclude = excludes.find(host, port);
    if (exclude != null) {
      return exclude.decision();
    }
    Rule include = includes.find(host, port);
    if (include == null) {
      return Decision.NONE;
    }
    return sparePrivate ? include.sparingPrivate(host) : include.decision();
  }

  /** Whether no host can be meant. */
  public boolean isEmpty() {
    return includes.isEmpty();
  }

  /** The rules as written, the preset expanded. */
  @Override
  public String toString() {
    return rules.toString();
  }
}
