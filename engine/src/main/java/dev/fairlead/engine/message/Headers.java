package dev.fairlead.engine.message;

import io.netty.buffer.ByteBuf;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/*
 * A head is read once, looked at in a few places and written once, so its fields stay what they
 * were on the wire: bytes. One array holds the text of all fields as lines, a second four numbers for
 * each: hash of the name, where the name starts, where the value starts and ends. Look-ups compare
 * the hash first; nothing becomes a String before somebody asks for one. Removing a field closes
 * the gap in the numbers only. Added text goes to the end of the byte array. Fields that were parsed
 * next to each other are still next to each other, so that writing copies whole runs.
 */

/** The header or trailer fields of one message, in order, names case-insensitive (RFC 9110 §5). */
public final class Headers {
  private static final byte[] NONE = {};
  private static final int USUAL = 12;
  private static final int FIRST = 128;

  private byte[] bytes;
  private int used;
  private final FieldTable fields;

  /** An empty section; it takes no room before something is added. */
  public Headers() {
    this(NONE, 0, 0);
  }

  /** As {@link #Headers(byte[], int, int)}, for a usual number of fields. */
  public Headers(byte[] bytes, int used) {
    this(bytes, used, USUAL);
  }

  /**
   * A section over text that a parser has already copied out of the network buffer; fields are then
   * declared with {@link #line} or {@link #slice}. The array belongs to this object from now on.
   *
   * @param room how many fields are expected; more are no error
   */
  public Headers(byte[] bytes, int used, int room) {
    this(bytes, used, new FieldTable(room));
  }

  private Headers(byte[] bytes, int used, FieldTable fields) {
    this.bytes = bytes;
    this.used = used;
    this.fields = fields;
  }

  /**
   * Declares a field that lies within the text given to the constructor, already validated; a colon
   * must stand behind its name there.
   */
  public void slice(int name, int nameLength, int value, int valueLength) {
    fields.append(FieldName.hash(bytes, name, nameLength), name, value, value + valueLength);
  }

  /**
   * Declares the field on the line from {@code start} to {@code end} (where its CR LF stands) of
   * the text given to the constructor, without the white space around its value. The value's bytes
   * have been validated, the name's are here.
   *
   * @return false if this is no field line (RFC 9112 §5: a token followed by a colon at once)
   */
  public boolean line(int start, int end) {
    int hash = 0;
    int colon = start;
    for (byte c; colon < end && (c = Tokens.lower(bytes[colon])) != 0; colon++) {
      hash = hash * 31 + c;
    }
    if (colon == start || colon == end || bytes[colon] != ':') {
      return false;
    }
    int value = Spans.skipBlanks(bytes, colon + 1, end);
    fields.append(hash, start, value, Spans.dropBlanks(bytes, value, end));
    return true;
  }

  /** How many fields there are. */
  public int size() {
    return fields.size();
  }

  /** How many bytes the fields take on an HTTP/1.1 wire. */
  public int wireLength() {
    return fields.wireLength(bytes);
  }

  public boolean contains(FieldName name) {
    return find(name, 0) >= 0;
  }

  /** The index of the first field of that name at or after {@code from}, or -1. */
  public int find(FieldName name, int from) {
    int i = from;
    while (i < fields.size() && !isNamed(i, name)) {
      i++;
    }
    return i < fields.size() ? i : -1;
  }

  public int count(FieldName name) {
    int count = 0;
    for (int i = find(name, 0); i >= 0; i = find(name, i + 1)) {
      count++;
    }
    return count;
  }

  /** The first value of that name, or null. Bytes above 0x7f read as Latin-1. */
  public @Nullable String get(FieldName name) {
    int i = find(name, 0);
    return i < 0 ? null : value(i);
  }

  /** All values of that name, in order. */
  public List<String> all(FieldName name) {
    List<String> values = new ArrayList<>(2);
    for (int i = find(name, 0); i >= 0; i = find(name, i + 1)) {
      values.add(value(i));
    }
    return values;
  }

  /** All values of that name joined by a comma (RFC 9110 §5.3), or null if there are none. */
  public @Nullable String joined(FieldName name) {
    int first = find(name, 0);
    if (first < 0) {
      return null;
    }
    return find(name, first + 1) < 0 ? value(first) : String.join(", ", all(name));
  }

  /** The name of the field at an index, as it was written. */
  public String name(int index) {
    return text(fields.name(index), fields.nameLength(index, bytes));
  }

  /** The value of the field at an index, without surrounding white space. */
  public String value(int index) {
    return text(fields.value(index), fields.valueLength(index));
  }

  /** Whether the field at an index has that name. */
  public boolean isNamed(int index, FieldName name) {
    return fields.isNamed(index, name, bytes);
  }

  /** Whether the first value of that name equals the text, letters compared without case. */
  public boolean is(FieldName name, String lowerCase) {
    int i = find(name, 0);
    return i >= 0 && Spans.equalsLower(bytes, fields.value(i), fields.valueEnd(i), lowerCase);
  }

  /** The value of the field at an index if it is a decimal number below 2^63, else -1. */
  public long decimal(int index) {
    return Spans.decimal(bytes, fields.value(index), fields.valueEnd(index));
  }

  /** Whether a comma-separated list in any field of that name has that element, without case. */
  public boolean listed(FieldName name, String lowerCase) {
    for (int i = find(name, 0); i >= 0; i = find(name, i + 1)) {
      if (Spans.lists(bytes, fields.value(i), fields.valueEnd(i), lowerCase)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the predicate holds for an element of the comma-separated list under that name. */
  public boolean anyListed(FieldName name, Predicate<String> predicate) {
    for (String value : all(name)) {
      for (String element : value.split(",", -1)) {
        String bare = element.strip();
        if (!bare.isEmpty() && predicate.test(bare)) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Adds a field after all others.
   *
   * @throws IllegalArgumentException if the value holds a control character or is padded
   */
  public void add(FieldName name, CharSequence value) {
    checkValue(name, value);
    ensureBytes(name.wire.length + value.length() + 4);
    System.arraycopy(name.wire, 0, bytes, used, name.wire.length);
    append(name.hash, name.wire.length, value);
  }

  /**
   * Adds a field whose name is not known beforehand.
   *
   * @throws IllegalArgumentException if the name is no token or the value is not clean
   */
  public void add(CharSequence name, CharSequence value) {
    if (!Tokens.isToken(name)) {
      throw new IllegalArgumentException("not a field name");
    }
    checkValue(name, value);
    ensureBytes(name.length() + value.length() + 4);
    Spans.put(bytes, used, name);
    append(FieldName.hash(bytes, used, name.length()), name.length(), value);
  }

  /** Replaces all fields of that name by one. */
  public void set(FieldName name, CharSequence value) {
    remove(name);
    add(name, value);
  }

  /** Adds the field unless one of that name is there. */
  public void setIfAbsent(FieldName name, CharSequence value) {
    if (!contains(name)) {
      add(name, value);
    }
  }

  /** Removes all fields of that name and returns how many there were. */
  public int remove(FieldName name) {
    return fields.removeAll(name, bytes);
  }

  /** Removes the field at an index; later ones move up. */
  public void removeAt(int index) {
    fields.remove(index);
  }

  /** Visits names and values in order. */
  public void forEach(BiConsumer<String, String> visitor) {
    for (int i = 0; i < fields.size(); i++) {
      visitor.accept(name(i), value(i));
    }
  }

  /** A view of a name's bytes in lower case, as HTTP/2 wants it; copies only if it must. */
  public AsciiString lowerName(int index) {
    return new AsciiString(bytes, fields.name(index), fields.nameLength(index, bytes), false)
        .toLowerCase();
  }

  /** A view of a value's bytes, valid until the next change of this object. */
  public AsciiString valueView(int index) {
    return new AsciiString(bytes, fields.value(index), fields.valueLength(index), false);
  }

  /** Writes all fields as HTTP/1.1 lines, without the empty line that ends the section. */
  public void writeTo(ByteBuf out) {
    writeTo(out, 0, fields.size());
  }

  /** Writes the fields from one index to before another as {@link #writeTo(ByteBuf)} does. */
  public void writeTo(ByteBuf out, int from, int to) {
    fields.writeLines(out, bytes, used, from, to);
  }

  /** An independent copy. */
  public Headers copy() {
    return new Headers(Arrays.copyOf(bytes, used), used, fields.copy());
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
    return text.toString();
  }

  /** Completes a line whose name is already at {@code used}, so that it is compact. */
  private void append(int hash, int nameLength, CharSequence value) {
    int at = used + nameLength;
    bytes[at++] = ':';
    bytes[at++] = ' ';
    Spans.put(bytes, at, value);
    int end = at + value.length();
    fields.append(hash, used, at, end);
    bytes[end] = '\r';
    bytes[end + 1] = '\n';
    used = end + 2;
  }

  private static void checkValue(Object name, CharSequence value) {
    if (!Tokens.isValue(value)) {
      throw new IllegalArgumentException("not a clean field value for " + name);
    }
  }

  private void ensureBytes(int more) {
    if (bytes.length - used < more) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.max(FIRST, bytes.length * 2), used + more));
    }
  }

  private String text(int start, int length) {
    return new String(bytes, start, length, StandardCharsets.ISO_8859_1);
  }
}
