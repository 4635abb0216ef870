package dev.fairlead.filters.domains;

import static dev.fairlead.filters.domains.NameSet.BELOW;
import static dev.fairlead.filters.domains.NameSet.EXACT;
import static dev.fairlead.filters.domains.NameSet.NOT_BELOW;
import static dev.fairlead.filters.domains.NameSet.NOT_EXACT;

import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Host;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/*
 * Every entry is either a rule or an exception, and an exception beats every rule:
 *
 *                  rules                          exceptions
 *   blocklist      blocked, lists                 allowed, @@ in lists      a rule refuses
 *   allowlist      allowed, lists                 blocked, @@ in lists      only a rule lets pass
 *
 * A host is looked for with one walk from its end: at each dot stands a parent whose hash is known
 * by then. Exceptions are looked for only once a rule was found, so that a host that nobody lists,
 * the usual case of a blocklist, costs one walk and allocates nothing.
 */

/** Decides about hosts by name ({@code security.filtering}); thread-safe. */
public final class DomainRules {
  /** What the entries of lists mean. */
  public enum Mode {
    /** What is listed is refused. */
    BLOCKLIST,
    /** Only what is listed may be reached. */
    ALLOWLIST
  }

  /** Nobody is refused. */
  public static final DomainRules NONE =
      new DomainRules(Mode.BLOCKLIST, NameSet.EMPTY, NameSet.EMPTY, List.of(), List.of());

  private static final long NOTHING = -1;
  private static final String KEY = "security.filtering.domains.";

  private final Mode mode;
  private final NameHash hash = NameHash.SECRET;
  private final List<String> titles;
  private final NameSource[] sets;
  private final List<ListFile> files;

  private DomainRules(
      Mode mode, NameSet blocked, NameSet allowed, List<String> titles, List<ListFile> files) {
    this.mode = mode;
    this.titles = List.copyOf(titles);
    this.files = List.copyOf(files);
    this.sets = new NameSource[files.size() + 2];
    sets[0] = new NameSource.Written(blocked);
    sets[1] = new NameSource.Written(allowed);
    for (int i = 0; i < files.size(); i++) {
      sets[i + 2] = files.get(i);
    }
  }

  /**
   * Compiles entries and reads the lists that are not known yet.
   *
   * @throws IOException naming the file, if a list cannot be read
   * @throws IllegalArgumentException if an entry is none; see {@link #problem}
   */
  public static DomainRules of(
      Mode mode,
      List<String> blocked,
      List<String> allowed,
      List<DomainLists.Source> lists,
      DomainLists files)
      throws IOException {
    boolean refusing = mode == Mode.BLOCKLIST;
    List<String> titles = lists.stream().map(DomainLists.Source::name).toList();
    return new DomainRules(
        mode,
        DomainEntry.all(blocked, refusing ? EXACT : NOT_EXACT, refusing ? BELOW : NOT_BELOW),
        DomainEntry.all(allowed, refusing ? NOT_EXACT : EXACT, refusing ? NOT_BELOW : BELOW),
        titles,
        files.open(lists));
  }

  /** What is wrong with an entry, in words fit for a person, or null. */
  public static @Nullable String problem(String entry) {
    try {
      DomainEntry.parse(entry);
      return null;
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** Why the host may not be reached, or null. Allocates nothing in that case. */
  public @Nullable Failure refusal(Host host) {
    long found = decisive(host.text(), host.isAddress());
    if (passes(found)) {
      return null;
    }
    String name = host.uriText();
    return denied(
        found == NOTHING
            ? name + " is not among the hosts that security.filtering allows (mode: allowlist)"
            : name + " is blocked by " + because(host.text(), found));
  }

  /**
   * Why a host may not be reached that is an alias of another name, or null. A host that is allowed
   * by an entry stays allowed under every name, and an allowlist speaks of hosts as asked for: of
   * an alias only its own exceptions count.
   */
  public @Nullable Failure aliasRefusal(Host asked, String alias) {
    if (mode == Mode.BLOCKLIST && exception(asked.text(), asked.isAddress()) != NOTHING) {
      return null;
    }
    long found = mode == Mode.BLOCKLIST ? decisive(alias, false) : exception(alias, false);
    if (found == NOTHING || passes(found)) {
      return null;
    }
    String chain = asked.uriText() + " is an alias of " + alias;
    return denied(chain + ", which is blocked by " + because(alias, found));
  }

  /** Which entry lets the host pass, for {@code explain}; empty if none needed to. */
  String permission(Host host) {
    long found = decisive(host.text(), host.isAddress());
    return found == NOTHING || !passes(found) ? "" : "allowed by " + because(host.text(), found);
  }

  List<ListFile> files() {
    return files;
  }

  /** Whether no host can ever be refused. */
  public boolean isEmpty() {
    return mode == Mode.BLOCKLIST && files.isEmpty() && sets[0].names().size() == 0;
  }

  private boolean passes(long found) {
    boolean exception = found != NOTHING && (marks(found) & (NOT_EXACT | NOT_BELOW)) != 0;
    return mode == Mode.BLOCKLIST ? found == NOTHING || exception : found != NOTHING && !exception;
  }

  /** The exception for a name, else the rule for it, else {@link #NOTHING}. */
  private long decisive(String name, boolean whole) {
    long rule = find(name, whole, EXACT, BELOW);
    if (rule == NOTHING) {
      return NOTHING;
    }
    long exception = exception(name, whole);
    return exception == NOTHING ? rule : exception;
  }

  private long exception(String name, boolean whole) {
    return find(name, whole, NOT_EXACT, NOT_BELOW);
  }

  /**
   * The entry with the longest name, of the first list that has it.
   *
   * @param whole whether parents do not count, because it is an address
   */
  private long find(String name, boolean whole, int exact, int below) {
    long found = NOTHING;
    long state = hash.start();
    for (int i = name.length() - 1; i >= 0; i--) {
      char c = name.charAt(i);
      if (c == '.' && !whole) {
        long here = at(hash.end(state), i + 1, below);
        found = here == NOTHING ? found : here;
      }
      state = hash.step(state, c);
    }
    long here = at(hash.end(state), 0, exact);
    return here == NOTHING ? found : here;
  }

  private long at(long hashed, int start, int wanted) {
    for (int i = 0; i < sets.length; i++) {
      int marks = sets[i].names().marks(hashed);
      if ((marks & wanted) != 0) {
        int kind = wanted > BELOW ? marks & (NOT_EXACT | NOT_BELOW) : marks & (EXACT | BELOW);
        return (long) i << 32 | (long) start << 8 | kind;
      }
    }
    return NOTHING;
  }

  /* What is found is packed into one number: the list, where its name begins, the marks. */

  private static int marks(long found) {
    return (int) found & 0xff;
  }

  private String because(String name, long found) {
    int list = (int) (found >>> 32);
    String entry = name.substring((int) found >>> 8);
    int marks = marks(found);
    boolean exact = (marks & (EXACT | NOT_EXACT)) != 0;
    boolean below = (marks & (BELOW | NOT_BELOW)) != 0;
    if (list < 2) {
      String written = (int) found >>> 8 == 0 && exact ? entry : "*." + entry;
      return KEY + (list == 0 ? "blocked" : "allowed") + " (entry " + written + ")";
    }
    String written = !below ? entry : !exact ? "*." + entry : both(entry, marks, list);
    return "the list \"" + titles.get(list - 2) + "\" (entry " + written + ")";
  }

  private String both(String entry, int marks, int list) {
    boolean exception = (marks & (NOT_EXACT | NOT_BELOW)) != 0;
    return files.get(list - 2).format() == ListFormat.DOMAINS
        ? "." + entry
        : (exception ? "@@||" : "||") + entry + "^";
  }

  private static Failure denied(String message) {
    return new Failure(Failure.Kind.DENIED, message);
  }
}
