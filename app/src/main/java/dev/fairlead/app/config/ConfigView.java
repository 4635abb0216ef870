package dev.fairlead.app.config;

import dev.fairlead.app.config.bind.Entry;
import dev.fairlead.app.config.bind.Entry.Branch;
import dev.fairlead.app.config.bind.Entry.Leaf;
import dev.fairlead.app.config.read.Place;
import dev.fairlead.app.config.read.Quote;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The configuration in effect with the origin of every value, for {@code fairlead config show}. */
public final class ConfigView {
  private static final Pattern PLAIN =
      Pattern.compile(
          "(?!null$)[A-Za-z0-9_./][A-Za-z0-9_./+*@:-]*(?<!:)", Pattern.CASE_INSENSITIVE);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int COMMENT_COLUMN = 44;

  private final Branch root;

  public ConfigView(Loaded.Ready loaded) {
    this.root = Entry.of(loaded.config(), loaded.origins());
  }

  /** YAML that could be read again (but for masked secrets), each value's origin as a comment. */
  public String yaml() {
    var out = new StringBuilder();
    root.entries().forEach(entry -> append(out, entry, "", ""));
    return out.toString();
  }

  /** {@code {"config": {…}, "origins": {"server.port": "env PROXY_PORT", …}}}. */
  public String json() {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(page()) + "\n";
  }

  /** The same as a tree of maps. */
  public Map<String, @Nullable Object> page() {
    Map<String, String> origins = new LinkedHashMap<>();
    collect(root, origins);
    Map<String, @Nullable Object> page = new LinkedHashMap<>();
    page.put("config", tree(root));
    page.put("origins", origins);
    return page;
  }

  private static void append(StringBuilder out, Entry entry, String indent, String lead) {
    switch (entry) {
      case Leaf leaf -> {
        String value = leaf.value().map(v -> " " + scalar(v)).orElse("");
        line(out, indent + lead + quoted(leaf.name()) + ":" + value, leaf.origin());
      }
      case Branch branch when branch.entries().isEmpty() -> {
        String none = branch.list() ? ": []" : ": {}";
        line(out, indent + lead + quoted(branch.name()) + none, branch.origin());
      }
      case Branch branch -> {
        out.append(indent).append(lead).append(quoted(branch.name())).append(":\n");
        String deeper = indent + " ".repeat(lead.length()) + "  ";
        branch.entries().forEach(below -> element(out, below, deeper, branch.list()));
      }
    }
  }

  /** An element of a list of sections begins with a dash before its first key. */
  private static void element(StringBuilder out, Entry entry, String indent, boolean list) {
    if (!list || !(entry instanceof Branch section)) {
      append(out, entry, indent, "");
      return;
    }
    String lead = "- ";
    for (Entry below : section.entries()) {
      append(out, below, indent, lead);
      lead = "  ";
    }
  }

  private static void line(StringBuilder out, String text, Place origin) {
    String gap = " ".repeat(Math.max(1, COMMENT_COLUMN - text.length()));
    String comment = Quote.harmless(origin.toString());
    out.append(text).append(gap).append("# ").append(comment).append('\n');
  }

  private static String scalar(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(ConfigView::scalar).collect(Collectors.joining(", ", "[", "]"));
    }
    return value instanceof String text ? quoted(text) : value.toString();
  }

  private static String quoted(String text) {
    return PLAIN.matcher(text).matches() ? text : JSON.writeValueAsString(text);
  }

  private static @Nullable Object tree(Entry entry) {
    if (entry instanceof Leaf leaf) {
      return leaf.value().orElse(null);
    }
    Branch branch = (Branch) entry;
    if (branch.list()) {
      List<@Nullable Object> items = new ArrayList<>();
      branch.entries().forEach(item -> items.add(tree(item)));
      return items;
    }
    Map<String, @Nullable Object> keys = new LinkedHashMap<>();
    branch.entries().forEach(below -> keys.put(below.name(), tree(below)));
    return keys;
  }

  private static void collect(Entry entry, Map<String, String> origins) {
    switch (entry) {
      case Branch branch when !branch.entries().isEmpty() ->
          branch.entries().forEach(below -> collect(below, origins));
      case Branch branch -> origins.put(branch.path().toString(), branch.origin().toString());
      case Leaf leaf -> origins.put(leaf.path().toString(), leaf.origin().toString());
    }
  }
}
