package dev.fairlead.filters.inspection.filetype;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What can be told from first bytes. */
public enum FileType {
  WINDOWS("a Windows program", Kind.EXECUTABLE, Set.of(), "4d5a"),
  ELF("an ELF program", Kind.EXECUTABLE, Set.of(), "7f454c46"),
  MACHO(
      "a Mach-O program",
      Kind.EXECUTABLE,
      Set.of(),
      "feedface",
      "feedfacf",
      "cefaedfe",
      "cffaedfe",
      "cafebabe"),
  SCRIPT("a script", Kind.EXECUTABLE, Set.of(), "23212f", "2321202f"),
  CLASS("a Java class", Kind.EXECUTABLE, Set.of(), "cafebabe"),
  DEX("an Android program", Kind.EXECUTABLE, Set.of(), "6465780a"),
  SHORTCUT("a Windows shortcut", Kind.EXECUTABLE, Set.of(), "4c0000000114020000000000c0000000"),
  WASM("a WebAssembly module", Kind.EXECUTABLE, Set.of("application/wasm"), "0061736d"),
  ZIP(
      "a zip archive",
      Kind.ARCHIVE,
      Set.of("application/zip", "application/x-zip-compressed", "application/java-archive"),
      "504b0304",
      "504b0506",
      "504b0708"),
  GZIP(
      "a gzip file",
      Kind.ARCHIVE,
      Set.of("application/gzip", "application/x-gzip", "application/x-gtar-compressed"),
      "1f8b08"),
  SEVEN_ZIP("a 7z archive", Kind.ARCHIVE, Set.of("application/x-7z-compressed"), "377abcaf271c"),
  RAR("a RAR archive", Kind.ARCHIVE, Set.of("application/vnd.rar"), "526172211a07"),
  BZIP2("a bzip2 file", Kind.ARCHIVE, Set.of("application/x-bzip2"), "4@314159265359"),
  XZ("an xz file", Kind.ARCHIVE, Set.of("application/x-xz"), "fd377a585a00"),
  ZSTD("a Zstandard file", Kind.ARCHIVE, Set.of("application/zstd"), "28b52ffd"),
  CAB("a cabinet archive", Kind.ARCHIVE, Set.of("application/vnd.ms-cab-compressed"), "4d534346"),
  TAR("a tar archive", Kind.ARCHIVE, Set.of("application/x-tar"), "257@7573746172"),
  PDF("a PDF document", Kind.DOCUMENT, Set.of("application/pdf"), "255044462d"),
  OLE("an old Office document", Kind.DOCUMENT, Set.of("application/msword"), "d0cf11e0a1b11ae1"),
  RTF("an RTF document", Kind.DOCUMENT, Set.of("application/rtf", "text/rtf"), "7b5c727466"),
  PNG("a PNG image", Kind.IMAGE, Set.of("image/png", "image/apng"), "89504e470d0a1a0a"),
  JPEG("a JPEG image", Kind.IMAGE, Set.of("image/jpeg", "image/jpg"), "ffd8ff"),
  GIF("a GIF image", Kind.IMAGE, Set.of("image/gif"), "474946383761", "474946383961"),
  WEBP("a WebP image", Kind.IMAGE, Set.of("image/webp"), "8@57454250");

  /** What several types have in common. */
  public enum Kind {
    EXECUTABLE,
    ARCHIVE,
    DOCUMENT,
    IMAGE
  }

  /** How many first bytes are looked at. */
  public static final int PREFIX = 512;

  private static final int FAT_HEADER = 8;
  private static final int MOST_ARCHITECTURES = 40;
  private static final int DOS_HEADER = 64;
  private static final Set<String> TEXTUAL =
      Set.of(
          "application/json",
          "application/xml",
          "application/javascript",
          "application/x-www-form-urlencoded");

  private final String title;
  private final Kind kind;

  FileType(String title, Kind kind, Set<String> claimedBy, String... magics) {
    this.title = title;
    this.kind = kind;
    Signs.ALL.add(new Signs(this, claimedBy, Stream.of(magics).map(Magic::of).toList()));
  }

  /** How a type is recognised, and which media types promise it. */
  private record Signs(FileType type, Set<String> claimedBy, List<Magic> magics) {
    private static final List<Signs> ALL = new ArrayList<>();

    private boolean begin(byte[] prefix, int length) {
      for (Magic magic : magics) {
        if (magic.matches(prefix, length) && type.bearsOut(prefix, length)) {
          return true;
        }
      }
      return false;
    }
  }

  /** For a sentence: {@code an ELF program}. */
  public String title() {
    return title;
  }

  public Kind kind() {
    return kind;
  }

  /** What a file that begins so is, or null if it may be anything. */
  public static @Nullable FileType of(byte[] prefix, int length) {
    for (Signs signs : Signs.ALL) {
      if (signs.begin(prefix, length)) {
        return signs.type;
      }
    }
    return null;
  }

  /** Where the magic number alone could be something else. */
  private boolean bearsOut(byte[] prefix, int length) {
    return switch (this) {
      // The offset of the real header; its highest byte is zero, which no text has.
      case WINDOWS -> length >= DOS_HEADER && prefix[DOS_HEADER - 1] == 0;
      case MACHO -> prefix[0] != (byte) 0xca || isFat(prefix, length);
      case CLASS -> !isFat(prefix, length);
      case BZIP2 -> prefix[0] == 'B' && prefix[1] == 'Z' && prefix[2] == 'h';
      case WEBP -> prefix[0] == 'R' && prefix[1] == 'I' && prefix[2] == 'F' && prefix[3] == 'F';
      default -> true;
    };
  }

  /** Mach-O says here for how many machines it is; a class file which version, 45 at least. */
  private static boolean isFat(byte[] prefix, int length) {
    return length >= FAT_HEADER
        && prefix[4] == 0
        && prefix[5] == 0
        && prefix[6] == 0
        && prefix[7] < MOST_ARCHITECTURES;
  }

  /**
   * Whether a media type, in lower case and without parameters, says something else than the first
   * bytes do. Nothing and {@code application/octet-stream} say nothing.
   *
   * @param found null for a file that may be anything
   */
  public static boolean contradicts(String mediaType, @Nullable FileType found) {
    if (mediaType.isEmpty() || mediaType.endsWith("/octet-stream")) {
      return false;
    }
    for (Signs signs : Signs.ALL) {
      if (signs.claimedBy.contains(mediaType)) {
        return found != signs.type;
      }
    }
    return found != null && !found.fits(mediaType);
  }

  private boolean fits(String mediaType) {
    if (this == SCRIPT) {
      return mediaType.startsWith("text/") || mediaType.startsWith("application/");
    }
    boolean packedImage = this == GZIP && mediaType.equals("image/svg+xml");
    boolean textual =
        TEXTUAL.contains(mediaType) || mediaType.endsWith("+json") || mediaType.endsWith("+xml");
    return packedImage || (kind != Kind.IMAGE && mediaType.startsWith("application/") && !textual);
  }
}
