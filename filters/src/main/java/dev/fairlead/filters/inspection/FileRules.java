package dev.fairlead.filters.inspection;

import dev.fairlead.filters.inspection.filetype.FileType;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a rule says of files by their first bytes.
 *
 * @param deny never let through
 */
public record FileRules(Set<FileType> deny, Mismatch mismatch) {
  /** What becomes of a file that is not what its {@code Content-Type} says. */
  public enum Mismatch {
    IGNORE,
    NOTE,
    DENY
  }

  /** No such rules. */
  public static final FileRules NONE = new FileRules(Set.of(), Mismatch.IGNORE);

  boolean isEmpty() {
    return deny.isEmpty() && mismatch == Mismatch.IGNORE;
  }

  /** Why a file of that type may not pass, as the end of a sentence, or null. */
  @Nullable String objection(@Nullable FileType type) {
    return type != null && deny.contains(type)
        ? type.title() + ", which file_types.deny has"
        : null;
  }

  /** How a file differs from its declared type, as the end of a sentence, or null. */
  @Nullable String mismatch(String mediaType, @Nullable FileType type) {
    if (mismatch == Mismatch.IGNORE || !FileType.contradicts(mediaType, type)) {
      return null;
    }
    String found = type == null ? "something else" : type.title();
    return found + " under a Content-Type that does not fit";
  }
}
