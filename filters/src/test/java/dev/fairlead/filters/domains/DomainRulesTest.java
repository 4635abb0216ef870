package dev.fairlead.filters.domains;

import static dev.fairlead.filters.domains.DomainRules.Mode.ALLOWLIST;
import static dev.fairlead.filters.domains.DomainRules.Mode.BLOCKLIST;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which hosts are refused, and that the refusal says by what. */
final class DomainRulesTest {
  @TempDir Path folder;
  private final List<DomainLists.Source> lists = new ArrayList<>();

  private DomainRules rules(DomainRules.Mode mode, List<String> blocked, List<String> allowed)
      throws IOException {
    return DomainRules.of(mode, blocked, allowed, lists, new DomainLists(_ -> {}));
  }

  private DomainRules blocking(String... blocked) throws IOException {
    return rules(BLOCKLIST, List.of(blocked), List.of());
  }

  private void list(String name, ListFormat format, String... lines) throws IOException {
    Path file = Files.write(folder.resolve(name), List.of(lines));
    lists.add(new DomainLists.Source(name, file, format));
  }

  private static boolean refuses(DomainRules rules, String host) {
    return rules.refusal(Host.parse(host)) != null;
  }

  private static String why(DomainRules rules, String host) {
    Failure failure = requireNonNull(rules.refusal(Host.parse(host)), "not refused");
    assertThat(failure.kind()).isEqualTo(Failure.Kind.DENIED);
    return failure.message();
  }

  @ParameterizedTest
  @CsvSource({
    "ads.example, ads.example, true",
    "ads.example, x.ads.example, false",
    "ads.example, badads.example, false",
    "*.ads.example, ads.example, false",
    "*.ads.example, x.ads.example, true",
    "*.ads.example, a.b.c.ads.example, true",
    "*.ads.example, badads.example, false",
    "*.ads.example, ads.example.com, false",
    "Ads.EXAMPLE., ADS.example, true",
    "münchen.example, xn--mnchen-3ya.example, true",
    "*.xn--mnchen-3ya.example, www.MÜNCHEN.example, true",
    "192.0.2.7, 192.0.2.7, true",
    "2001:DB8::0:1, [2001:db8::1], true",
    "::ffff:192.0.2.7, 192.0.2.7, true",
    "com, com, true",
    "*.com, a.com, true",
    "*.0.2.7, 192.0.2.7, false"
  })
  void entriesAreExactOrAllBelow(String entry, String host, boolean refused) throws IOException {
    if (DomainRules.problem(entry) == null) {
      assertThat(refuses(blocking(entry), host)).isEqualTo(refused);
    } else {
      assertThat(refused).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "*.",
        "a.*",
        "*.10.0.0.1",
        "10.0.0.0/8",
        "http://a",
        "a b",
        "-a..b",
        "1.2"
      })
  void entriesThatAreNoneAreExplained(String entry) {
    assertThat(DomainRules.problem(entry)).isNotBlank();
  }

  @Test
  void anAddressHasNoParents() throws IOException {
    list("odd", ListFormat.AUTO, "||0.2.7.example^", "7");
    assertThat(refuses(blocking(), "192.0.2.7")).isFalse();
  }

  @Test
  void theRefusalNamesListAndEntry() throws IOException {
    list("tracking", ListFormat.ADBLOCK, "||tracker.example^");
    list("hosts", ListFormat.HOSTS, "0.0.0.0 exact.example");
    list("wild", ListFormat.DOMAINS, ".both.example", "*.below.example");
    DomainRules rules = blocking("own.example", "*.own.example");
    assertThat(why(rules, "a.tracker.example"))
        .isEqualTo(
            "a.tracker.example is blocked by the list \"tracking\" (entry ||tracker.example^)");
    assertThat(why(rules, "exact.example"))
        .isEqualTo("exact.example is blocked by the list \"hosts\" (entry exact.example)");
    assertThat(why(rules, "x.both.example")).contains("\"wild\" (entry .both.example)");
    assertThat(why(rules, "x.below.example")).contains("\"wild\" (entry *.below.example)");
    assertThat(why(rules, "own.example"))
        .isEqualTo(
            "own.example is blocked by security.filtering.domains.blocked (entry own.example)");
    assertThat(why(rules, "x.own.example")).contains("(entry *.own.example)");
  }

  @Test
  void theLongestEntryIsNamedAndTheFirstListThatHasIt() throws IOException {
    list("one", ListFormat.AUTO, "||example.com^", "||b.example.com^");
    list("two", ListFormat.AUTO, "a.b.example.com", "||b.example.com^");
    DomainRules rules = blocking();
    assertThat(why(rules, "a.b.example.com")).contains("\"two\" (entry a.b.example.com)");
    assertThat(why(rules, "c.b.example.com")).contains("\"one\" (entry ||b.example.com^)");
    assertThat(why(rules, "c.example.com")).contains("\"one\" (entry ||example.com^)");
  }

  @Test
  void allowedBeatsBlockedHoweverSpecific() throws IOException {
    list("ads", ListFormat.AUTO, "||example.com^", "@@||fine.example.com^", "very.long.ok.example");
    DomainRules rules =
        rules(
            BLOCKLIST, List.of("a.ok.example", "b.example"), List.of("*.ok.example", "b.example"));
    assertThat(refuses(rules, "a.ok.example")).isFalse();
    assertThat(refuses(rules, "very.long.ok.example")).isFalse();
    assertThat(refuses(rules, "b.example")).isFalse();
    assertThat(refuses(rules, "fine.example.com")).isFalse();
    assertThat(refuses(rules, "x.fine.example.com")).isFalse();
    assertThat(refuses(rules, "other.example.com")).isTrue();
  }

  @Test
  void anExceptionOfOneListHoldsAgainstAnother() throws IOException {
    list("ads", ListFormat.AUTO, "||example.com^");
    list("fixes", ListFormat.AUTO, "@@||example.com^");
    assertThat(refuses(blocking(), "a.example.com")).isFalse();
  }

  @Test
  void anAllowlistLetsOnlyPassWhatItHas() throws IOException {
    list("partners", ListFormat.DOMAINS, "partner.example");
    DomainRules rules = rules(ALLOWLIST, List.of("ads.example.com"), List.of("*.example.com"));
    assertThat(refuses(rules, "www.example.com")).isFalse();
    assertThat(refuses(rules, "partner.example")).isFalse();
    assertThat(why(rules, "elsewhere.example"))
        .isEqualTo(
            "elsewhere.example is not among the hosts that security.filtering allows"
                + " (mode: allowlist)");
    assertThat(why(rules, "ads.example.com"))
        .contains("security.filtering.domains.blocked (entry ads.example.com)");
    assertThat(refuses(rules, "10.0.0.1")).isTrue();
  }

  @Test
  void anExceptionInAListIsAnExceptionFromAnAllowlistToo() throws IOException {
    list("partners", ListFormat.AUTO, "||example.com^", "@@||bad.example.com^");
    DomainRules rules = rules(ALLOWLIST, List.of(), List.of());
    assertThat(refuses(rules, "good.example.com")).isFalse();
    assertThat(why(rules, "bad.example.com")).contains("\"partners\" (entry @@||bad.example.com^)");
  }

  @Test
  void aliasesAreRefusedUnlessTheHostItselfIsAllowed() throws IOException {
    DomainRules rules =
        rules(
            BLOCKLIST, List.of("*.tracker.example"), List.of("bank.example", "ok.tracker.example"));
    Host shop = Host.parse("shop.example");
    assertThat(requireNonNull(rules.aliasRefusal(shop, "x.tracker.example")).message())
        .isEqualTo(
            "shop.example is an alias of x.tracker.example, which is blocked by"
                + " security.filtering.domains.blocked (entry *.tracker.example)");
    assertThat(rules.aliasRefusal(shop, "cdn.example")).isNull();
    assertThat(rules.aliasRefusal(shop, "ok.tracker.example")).isNull();
    assertThat(rules.aliasRefusal(Host.parse("bank.example"), "x.tracker.example")).isNull();
  }

  @Test
  void anAllowlistSpeaksOfHostsAsAskedForAndOfAliasesByItsExceptions() throws IOException {
    DomainRules rules = rules(ALLOWLIST, List.of("bad.example"), List.of("shop.example"));
    Host shop = Host.parse("shop.example");
    assertThat(rules.aliasRefusal(shop, "cdn.example")).isNull();
    assertThat(rules.aliasRefusal(shop, "bad.example")).isNotNull();
  }

  @Test
  void whatLetsAHostPassIsKnown() throws IOException {
    DomainRules rules = rules(BLOCKLIST, List.of("*.example"), List.of("shop.example"));
    assertThat(rules.permission(Host.parse("shop.example")))
        .isEqualTo("allowed by security.filtering.domains.allowed (entry shop.example)");
    assertThat(rules.permission(Host.parse("else.test"))).isEmpty();
    assertThat(rules.permission(Host.parse("x.example"))).isEmpty();
  }

  @Test
  void rulesThatRefuseNobodySaySo() throws IOException {
    assertThat(DomainRules.NONE.isEmpty()).isTrue();
    assertThat(blocking().isEmpty()).isTrue();
    assertThat(blocking("a.example").isEmpty()).isFalse();
    assertThat(rules(ALLOWLIST, List.of(), List.of()).isEmpty()).isFalse();
    list("empty", ListFormat.AUTO, "# nothing yet");
    assertThat(blocking().isEmpty()).isFalse();
  }
}
