package dev.fairlead.filters.inspection;

import dev.fairlead.filters.inspection.coding.Decoded;
import dev.fairlead.filters.inspection.coding.Decoding;
import dev.fairlead.filters.inspection.coding.Unreadable;
import dev.fairlead.filters.inspection.filetype.FileType;
import dev.fairlead.filters.inspection.filetype.Prefix;
import dev.fairlead.filters.inspection.signature.Signature;
import dev.fairlead.filters.inspection.signature.Signatures;
import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Looks at one body, decoded, as it comes: for signatures, and at its first bytes. */
final class Looking implements AutoCloseable, Decoded<RuntimeException> {
  private final InspectionRule rule;
  private final Message message;
  private final Consumer<String> notes;
  private @Nullable Decoding decoding;
  private Signatures.@Nullable Search search;
  private @Nullable Prefix prefix;
  private @Nullable Finding finding;
  private @Nullable Unreadable unreadable;
  private long seen;

  Looking(InspectionRule rule, Message message, Consumer<String> notes) {
    this.rule = rule;
    this.message = message;
    this.notes = notes;
    this.search = rule.signatures().isEmpty() ? null : rule.signatures().search();
    this.prefix = rule.files().isEmpty() || message.partial() ? null : new Prefix();
    try {
      this.decoding = Decoding.of(message.contentEncoding(), rule.mostExpanded());
    } catch (Unreadable e) {
      this.unreadable = e;
    }
  }

  /** Looks at a piece; what was found, or null. The buffer is not changed. */
  @Nullable Finding read(ByteBuf chunk) {
    if (unreadable != null) {
      return giveUp(unreadable);
    }
    if (decoding == null || !chunk.isReadable()) {
      return null;
    }
    long room = rule.most() - seen;
    if (room == 0) {
      return enough(decoding);
    }
    int length = (int) Math.min(room, chunk.readableBytes());
    seen += length;
    try {
      decoding.read(chunk.slice(chunk.readerIndex(), length), this);
    } catch (Unreadable e) {
      return finding == null ? giveUp(e) : finding;
    }
    return finding;
  }

  /** The body has ended: looks at what that says. */
  @Nullable Finding end() {
    if (decoding == null || unreadable != null) {
      return null;
    }
    try {
      decoding.end();
    } catch (Unreadable e) {
      return giveUp(e);
    }
    judgeFile();
    return finding;
  }

  /** Whether nothing more is looked at. */
  boolean isOver() {
    return decoding == null && unreadable == null;
  }

  /** The rest passes unseen. */
  private @Nullable Finding enough(Decoding over) {
    notes.accept("only the first " + rule.most() + " bytes were looked at");
    over.close();
    decoding = null;
    judgeFile();
    return finding;
  }

  private @Nullable Finding giveUp(Unreadable why) {
    close();
    String what = "a body that cannot be looked into: " + why.getMessage();
    if (rule.refusesUnreadable()) {
      return new Finding(what);
    }
    notes.accept("let pass " + what);
    return null;
  }

  @Override
  public void accept(ByteBuf bytes) {
    if (finding != null) {
      return;
    }
    if (search != null) {
      Signature seen = search.read(bytes);
      finding = seen == null ? null : new Finding("the signature \"" + seen.name() + "\"");
    }
    if (prefix != null && finding == null && prefix.add(bytes)) {
      judgeFile();
    }
  }

  private void judgeFile() {
    Prefix begin = prefix;
    prefix = null;
    if (begin == null || begin.isEmpty() || finding != null) {
      return;
    }
    FileType type = begin.type();
    String objection = rule.files().objection(type);
    String mismatch = rule.files().mismatch(message.mediaType(), type);
    if (objection != null) {
      finding = new Finding(objection);
    } else if (mismatch != null && rule.files().mismatch() == FileRules.Mismatch.DENY) {
      finding = new Finding(mismatch);
    } else if (mismatch != null) {
      notes.accept("is " + mismatch);
    }
  }

  @Override
  public void close() {
    unreadable = null;
    if (decoding != null) {
      decoding.close();
      decoding = null;
    }
  }
}
