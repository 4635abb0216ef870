package dev.fairlead.app;

import dev.fairlead.app.config.HeaderEdits;
import dev.fairlead.app.config.bind.Scope;
import dev.fairlead.app.config.read.KeyPath;
import dev.fairlead.filters.headers.Edit;
import dev.fairlead.filters.headers.HeaderRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compiles rules of header fields, or says what is wrong with them. */
final class HeaderRuleReader {
  private HeaderRuleReader() {}

  static List<HeaderRule> compile(List<HeaderEdits.Rule> rules) {
    return rules.stream()
        .map(rule -> new HeaderRule(Requests.matching(rule.match()), edits(rule)))
        .toList();
  }

  private static List<Edit> edits(HeaderEdits.Rule rule) {
    List<Edit> edits = new ArrayList<>();
    rule.remove().forEach(name -> edits.add(Edit.of(Edit.Kind.REMOVE, name, "")));
    rule.set().forEach((name, value) -> edits.add(Edit.of(Edit.Kind.SET, name, value)));
    rule.setIfAbsent()
        .forEach((name, value) -> edits.add(Edit.of(Edit.Kind.SET_IF_ABSENT, name, value)));
    rule.add().forEach((name, value) -> edits.add(Edit.of(Edit.Kind.ADD, name, value)));
    return edits;
  }

  static void check(String key, List<HeaderEdits.Rule> rules, Scope scope) {
    for (int i = 0; i < rules.size(); i++) {
      HeaderEdits.Rule rule = rules.get(i);
      KeyPath at = KeyPath.of(key + "[" + i + "]");
      if (rule.isEmpty() && !scope.isBroken(at)) {
        scope.error(at, "changes nothing", "Add set, set_if_absent, add or remove.");
      }
      Requests.check(key + "[" + i + "]", key + "[" + i + "].match", rule.match(), scope);
      for (int r = 0; r < rule.remove().size(); r++) {
        edit(at.key("remove").item(r), Edit.Kind.REMOVE, rule.remove().get(r), "", scope);
      }
      each(at.key("set"), Edit.Kind.SET, rule.set(), scope);
      each(at.key("set_if_absent"), Edit.Kind.SET_IF_ABSENT, rule.setIfAbsent(), scope);
      each(at.key("add"), Edit.Kind.ADD, rule.add(), scope);
    }
  }

  private static void each(KeyPath key, Edit.Kind kind, Map<String, String> fields, Scope scope) {
    fields.forEach((name, value) -> edit(key.key(name), kind, name, value, scope));
  }

  private static void edit(KeyPath key, Edit.Kind kind, String name, String value, Scope scope) {
    try {
      Edit.of(kind, name, value);
    } catch (IllegalArgumentException e) {
      String[] words = String.valueOf(e.getMessage()).split("; ", 2);
      String remedy = words.length > 1 ? words[1] : "correct it";
      scope.error(
          key, words[0], Character.toUpperCase(remedy.charAt(0)) + remedy.substring(1) + ".");
    }
  }
}
