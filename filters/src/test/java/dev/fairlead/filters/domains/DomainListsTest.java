package dev.fairlead.filters.domains;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.engine.message.Host;
import dev.fairlead.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists change while they are in use. */
final class DomainListsTest {
  @TempDir Path folder;
  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private final DomainLists lists = new DomainLists(warnings::add);

  @AfterEach
  void close() {
    lists.close();
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Path next = Files.writeString(folder.resolve(name + ".new"), text);
    return Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private DomainRules rules(Path... files) throws IOException {
    List<DomainLists.Source> sources =
        List.of(files).stream()
            .map(file -> new DomainLists.Source("ads", file, ListFormat.AUTO))
            .toList();
    return DomainRules.of(DomainRules.Mode.BLOCKLIST, List.of(), List.of(), sources, lists);
  }

  private DomainRules watched(Path... files) throws IOException {
    DomainRules rules = rules(files);
    lists.watch(rules);
    return rules;
  }

  private static boolean refuses(DomainRules rules, String host) {
    return rules.refusal(Host.parse(host)) != null;
  }

  private void await(DomainRules rules, String host) {
    Eventually.until(host + " is refused", () -> refuses(rules, host));
  }

  private void awaitWarning(String text) {
    Eventually.until(
        "a warning with " + text, () -> warnings.stream().anyMatch(each -> each.contains(text)));
  }

  @Test
  void aChangedListTakesEffect() throws IOException {
    DomainRules rules = watched(write("ads", "one.example\n"));
    assertThat(refuses(rules, "one.example")).isTrue();
    write("ads", "two.example\n");
    await(rules, "two.example");
    assertThat(refuses(rules, "one.example")).isFalse();
    assertThat(warnings).isEmpty();
  }

  @Test
  void aListThatVanishedStaysInForceAndOneThatComesBackIsRead() throws IOException {
    Path file = write("ads", "one.example\n");
    DomainRules rules = watched(file);
    Files.delete(file);
    awaitWarning("does not exist");
    assertThat(warnings).hasSize(1).first().asString().contains(file.toString(), "stays in force");
    assertThat(refuses(rules, "one.example")).isTrue();
    write("ads", "two.example\n");
    await(rules, "two.example");
  }

  @Test
  void aListThatBecomesGarbageOrEmptyStaysInForce() throws IOException {
    Path file = write("ads", "one.example\n");
    DomainRules rules = watched(file);
    write("ads", "<html>\n<b>504 try later</b>\n");
    awaitWarning("no usable line");
    assertThat(refuses(rules, "one.example")).isTrue();
    warnings.clear();
    write("ads", "");
    awaitWarning("no usable line");
    assertThat(refuses(rules, "one.example")).isTrue();
    write("ads", "# nobody any more\n");
    Eventually.until("the list is empty", () -> !refuses(rules, "one.example"));
  }

  @Test
  void garbageIsToldAndTheRestIsInForce() throws IOException {
    DomainRules rules = watched(write("ads", "one.example\nno name\ntwo.example\n"));
    assertThat(refuses(rules, "two.example")).isTrue();
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("left out: 1 (line 2: no name)", "names: 2");
  }

  @Test
  void aListThatCannotBeReadAtFirstIsAnError() {
    Path nowhere = folder.resolve("nowhere");
    assertThatThrownBy(() -> rules(nowhere))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(nowhere.toString())
        .hasMessageContaining("does not exist");
    assertThatThrownBy(() -> rules(folder)).isInstanceOf(IOException.class);
  }

  @Test
  void aReloadKeepsWhatWasReadAndDropsWhatIsNotNamed() throws IOException {
    Path one = write("one", "one.example\n");
    Path two = write("two", "two.example\n");
    DomainRules before = watched(one, two);
    DomainRules after = rules(one);
    assertThat(after.files().getFirst()).isSameAs(before.files().getFirst());
    lists.watch(after);
    assertThat(rules(two).files().getFirst()).isNotSameAs(before.files().getLast());
  }

  @Test
  void theSameFileReadOtherwiseIsAnotherList() throws IOException {
    Path file = write("one", "one.example\n");
    DomainRules before = watched(file);
    DomainRules after =
        DomainRules.of(
            DomainRules.Mode.BLOCKLIST,
            List.of(),
            List.of(),
            List.of(new DomainLists.Source("ads", file, ListFormat.HOSTS)),
            lists);
    assertThat(refuses(before, "one.example")).isTrue();
    assertThat(refuses(after, "one.example")).isFalse();
  }
}
