package dev.fairlead.app.config;

import dev.fairlead.app.config.bind.Checked;
import dev.fairlead.app.config.bind.Key;
import dev.fairlead.app.config.bind.Scope;
import dev.fairlead.app.config.bind.Written;
import dev.fairlead.app.config.unit.ByteSize;
import dev.fairlead.app.config.unit.HostRule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A rule that looks into bodies. */
public record Inspection(
    @Key("Under which refusals speak of it.") String name,
    @Key("Which exchanges it is for; all of them without anything here.") Match match,
    @Key(value = "Whose bodies are looked at.", preset = "both") Direction direction,
    @Key(
            value =
                "Content types it is for: text/html, image/* or */*; none sent counts as a file.",
            preset = "*/*")
        List<String> contentTypes,
    @Key(
            value = "How much of a body is looked at, as it comes over the wire; the rest passes.",
            preset = "10MB")
        ByteSize maxBytes,
    @Key(
            value =
                "Held before anything passes: a body that ends within it is refused whole, a longer"
                    + " one is cut off where something is found.",
            preset = "64KB",
            zero = "nothing held")
        ByteSize hold,
    @Key("What must not be in a body.") List<Signature> signatures,
    @Key(value = "Whether the EICAR test file counts as a signature.", preset = "false")
        boolean eicar,
    @Key("What files may be, judged by their first bytes.") FileTypes fileTypes,
    @Key("A ClamAV daemon that judges whole bodies.") ClamAv clamav,
    @Key(
            value =
                "What becomes of a body that cannot be decoded: unknown or broken content coding,"
                    + " or expanding too far.",
            preset = "refuse")
        Otherwise unreadable)
    implements Checked {

  /** Which bodies. */
  public enum Direction {
    REQUEST,
    RESPONSE,
    BOTH
  }

  /** What becomes of what could not be judged. */
  public enum Otherwise {
    PASS,
    REFUSE
  }

  /** A door that bodies come through. */
  public enum Door {
    FORWARD,
    REVERSE
  }

  /** Which exchanges; all that is written must fit. */
  public record Match(
      @Key("Host rules, as in egress.rules.") List<HostRule> hosts,
      @Key("Doors: forward (absolute-form), reverse (backends).") List<Door> doors,
      @Key("Names of routing rules.") List<String> routes) {}

  /** Something to look for. */
  public record Signature(
      @Key("Under which refusals speak of it.") String name,
      @Key("These characters (UTF-8).") Optional<String> text,
      @Key("These bytes, in hexadecimal digits; blanks between them are left out.")
          Optional<String> hex,
      @Key("Bytes that a regular expression fits, anywhere unless it begins with ^.")
          Optional<String> regex)
      implements Checked {
    @Override
    public void check(Scope scope) {
      long given = Stream.of(text, hex, regex).filter(Optional::isPresent).count();
      boolean broken = scope.isBroken("text") || scope.isBroken("hex") || scope.isBroken("regex");
      if (given != 1 && !broken) {
        scope.error(
            "name",
            given == 0 ? "has nothing to look for" : "has several things to look for",
            "Write one of text, hex and regex beside it.");
      }
      if (hex.isPresent() && !hex.get().replace(" ", "").matches("([0-9a-fA-F]{2})+")) {
        scope.error("hex", "is not bytes in hexadecimal", "Write pairs of digits such as 4d 5a.");
      }
    }
  }

  /** What a file can be, or a kind of it. */
  public enum FileType {
    EXECUTABLE,
    ARCHIVE,
    DOCUMENT,
    IMAGE,
    WINDOWS,
    ELF,
    MACHO,
    SCRIPT,
    CLASS,
    DEX,
    SHORTCUT,
    WASM,
    ZIP,
    GZIP,
    @Written("7z")
    SEVEN_ZIP,
    RAR,
    BZIP2,
    XZ,
    ZSTD,
    CAB,
    TAR,
    PDF,
    OLE,
    RTF,
    PNG,
    JPEG,
    GIF,
    WEBP
  }

  /** What becomes of a file that is not what its Content-Type says. */
  public enum Mismatch {
    IGNORE,
    NOTE,
    DENY
  }

  /** Files by what they are. */
  public record FileTypes(
      @Key("Types, or kinds of them, that do not pass.") List<FileType> deny,
      @Key(
              value =
                  "A file whose first bytes are not what its Content-Type says: ignore, note in its"
                      + " record, deny.",
              preset = "ignore")
          Mismatch mismatch) {
    boolean isEmpty() {
      return deny.isEmpty() && mismatch == Mismatch.IGNORE;
    }
  }

  /** The daemon. */
  public record ClamAv(
      @Key("Where clamd listens: host:port, or the path of its socket. None: it is not asked.")
          Optional<String> address,
      @Key(value = "For a verdict, waiting for a turn included.", preset = "20s") Duration timeout,
      @Key(
              value = "What becomes of a body that clamd does not judge: unreachable, too large.",
              preset = "refuse")
          Otherwise onError,
      @Key(
              value = "Most of a body; all of it is held until the verdict. Not above clamd's own.",
              preset = "25MB")
          ByteSize maxBytes) {}

  @Override
  public void check(Scope scope) {
    if (contentTypes.isEmpty() && !scope.isBroken("content_types")) {
      scope.error("content_types", "is empty, so the rule is for nothing", "Write */* for all.");
    }
    boolean searching = !signatures.isEmpty() || eicar || !fileTypes.isEmpty();
    boolean broken =
        Stream.of("signatures", "eicar", "file_types", "clamav").anyMatch(scope::isBroken);
    if (!searching && clamav.address().isEmpty() && !broken) {
      scope.error(
          "name",
          "has nothing to look for",
          "Add signatures, eicar: true, file_types or clamav.address.");
    }
  }
}
