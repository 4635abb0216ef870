package dev.fairlead.app.log;

import dev.fairlead.app.config.Logging;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * Written to with a plain file stream and not a channel: an interrupt closes a channel, and threads
 * that log are interrupted. A write that failed may have left half a line, so the next one begins
 * with a line end. If a file cannot be put aside, lines go on into the one there is: a log that
 * cannot be rotated is still better than none.
 */

/**
 * A file that whole lines are appended to, put aside when it has become large or old. Only its
 * owner may read it, unless somebody who may has changed that. Thread-safe.
 */
final class LogFile extends OutputStream {
  private static final Logger LOG = LoggerFactory.getLogger(LogFile.class);
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rw-------");
  private static final long DAY_MS = TimeUnit.DAYS.toMillis(1);

  private final Path file;
  private final Logging.Rotate rotate;
  private final boolean rotates;
  private final InstantSource clock;

  // Guarded by this.
  private FileOutputStream out;
  private long size;
  private long firstDay;
  private boolean torn;

  /**
   * Opens the file at its end, or creates it.
   *
   * @param clock says when a day is over (UTC)
   * @throws IOException if it cannot be written to
   */
  LogFile(Path file, Logging.Rotate rotate, InstantSource clock) throws IOException {
    this.file = file;
    this.rotate = rotate;
    this.clock = clock;
    this.out = open(OWNER);
    BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
    this.rotates = facts.isRegularFile() && mayPutAside();
    this.size = facts.isRegularFile() ? facts.size() : 0;
    this.firstDay = size == 0 ? today() : day(facts.creationTime().toInstant());
  }

  private boolean mayPutAside() {
    boolean wanted = rotate.size().bytes() > 0 || rotate.days() > 0;
    boolean may = Files.isWritable(file.toAbsolutePath().getParent());
    if (wanted && !may) {
      LOG.warn("{} will not be rotated: its folder cannot be written to", file);
    }
    return wanted && may;
  }

  private FileOutputStream open(Set<PosixFilePermission> permissions) throws IOException {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] attributes =
        posix
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
            : new FileAttribute<?>[0];
    try {
      Path _ = Files.createFile(file, attributes);
    } catch (FileAlreadyExistsException _) {
      // Its permissions are its owner's affair.
    }
    return new FileOutputStream(file.toFile(), true);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  /** Takes whole lines. */
  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    if (rotates && isDue(length)) {
      rotate();
    }
    try {
      if (torn) {
        out.write('\n');
        size++;
      }
      out.write(bytes, offset, length);
      size += length;
      torn = false;
    } catch (IOException e) {
      torn = true;
      throw e;
    }
  }

  private boolean isDue(int more) {
    if (size == 0) {
      firstDay = today();
      return false;
    }
    long most = rotate.size().bytes();
    return (most > 0 && size + more > most)
        || (rotate.days() > 0 && today() >= firstDay + rotate.days());
  }

  private void rotate() {
    size = 0;
    firstDay = today();
    try {
      Set<PosixFilePermission> permissions = OldFiles.permissions(file, OWNER);
      OldFiles.putAside(file, clock.instant());
      FileOutputStream next = open(permissions);
      out.close();
      out = next;
      OldFiles.keep(file, rotate.keep());
    } catch (IOException _) {
      // It goes on where it was, and tries again when this much more has been written.
    }
  }

  private long today() {
    return day(clock.instant());
  }

  private static long day(Instant time) {
    return Math.floorDiv(time.toEpochMilli(), DAY_MS);
  }

  @Override
  public synchronized void close() throws IOException {
    out.close();
  }
}
