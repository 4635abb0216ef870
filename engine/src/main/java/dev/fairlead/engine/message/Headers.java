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
 * were on the wire: bytes. One array holds the text of all fields, a second holds five numbers for
 * each: hash of the name, where the name starts and how long it is, the same for the value. Look-ups
 * compare the hash first; nothing becomes a String before somebody asks for one. Removing a field
 * closes the gap in the numbers only. Added text goes to the end of the byte array. Fields that
 * were parsed next to each other are still next to each other, so that writing copies whole runs.
 */

/** The header or trailer fields of one message, in order, names case-insensitive (RFC 9110 §5). */
public final class Headers {
  private static final int STRIDE = 5;
  private static final int HASH = 0;
  private static final int NAME = 1;
  private static final int NAME_LENGTH = 2;
  private static final int VALUE = 3;
  private static final int VALUE_LENGTH = 4;

  private byte[] bytes;
  private int used;
  private int[] fields;
  private int size;

  /** An empty section. */
  public Headers() {
    this(new byte[256], 0);
  }

  /**
   * A section over text that a parser has already copied out of the network buffer; fields are then
   * declared with {@link #slice}. The array belongs to this object from now on.
   */
  public Headers(byte[] bytes, int used) {
    this.bytes = bytes;
    this.used = used;
    this.fields = new int[STRIDE * 16];
  }

  /** Declares a field that lies within the text given to the constructor, already validated. */
  public void slice(int name, int nameLength, int value, int valueLength) {
    append(FieldName.hash(bytes, name, nameLength), name, nameLength, value, valueLength);
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
    int value = colon + 1;
    int valueEnd = end;
    while (value < valueEnd && isBlank(bytes[value])) {
      value++;
    }
    while (valueEnd > value && isBlank(bytes[valueEnd - 1])) {
      valueEnd--;
    }
    append(hash, start, colon - start, value, valueEnd - value);
    return true;
  }

  /** How many fields there are. */
  public int size() {
    return size;
  }

  /** How many bytes the fields take on an HTTP/1.1 wire. */
  public int wireLength() {
    int length = 0;
    for (int i = 0; i < size; i++) {
      length += at(i, NAME_LENGTH) + at(i, VALUE_LENGTH) + 4;
    }
    return length;
  }

  public boolean contains(FieldName name) {
    return find(name, 0) >= 0;
  }

  /** The index of the first field of that name at or after {@code from}, or -1. */
  public int find(FieldName name, int from) {
    for (int i = from; i < size; i++) {
      if (at(i, HASH) == name.hash && name.matches(bytes, at(i, NAME), at(i, NAME_LENGTH))) {
        return i;
      }
    }
    return -1;
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
    return text(at(index, NAME), at(index, NAME_LENGTH));
  }

  /** The value of the field at an index, without surrounding white space. */
  public String value(int index) {
    return text(at(index, VALUE), at(index, VALUE_LENGTH));
  }

  /** Whether the field at an index has that name. */
  public boolean isNamed(int index, FieldName name) {
    return at(index, HASH) == name.hash
        && name.matches(bytes, at(index, NAME), at(index, NAME_LENGTH));
  }

  /** Whether the first value of that name equals the text, letters compared without case. */
  public boolean is(FieldName name, String lowerCase) {
    int i = find(name, 0);
    return i >= 0 && equalsLower(at(i, VALUE), at(i, VALUE_LENGTH), lowerCase);
  }

  /** The value of the field at an index if it is a decimal number below 2^63, else -1. */
  public long decimal(int index) {
    int from = at(index, VALUE);
    int to = from + at(index, VALUE_LENGTH);
    long number = from == to ? -1 : 0;
    for (int i = from; i < to && number >= 0; i++) {
      int digit = bytes[i] - '0';
      boolean fits = number <= (Long.MAX_VALUE - digit) / 10;
      number = digit >= 0 && digit <= 9 && fits ? number * 10 + digit : -1;
    }
    return number;
  }

  /** Whether a comma-separated list in any field of that name has that element, without case. */
  public boolean listed(FieldName name, String lowerCase) {
    for (int i = find(name, 0); i >= 0; i = find(name, i + 1)) {
      int end = at(i, VALUE) + at(i, VALUE_LENGTH);
      int start = at(i, VALUE);
      for (int at = start; at <= end; at++) {
        if (at == end || bytes[at] == ',') {
          if (isElement(start, at, lowerCase)) {
            return true;
          }
          start = at + 1;
        }
      }
    }
    return false;
  }

  /** Whether the predicate holds for an element of the comma-separated list under that name. */
  public boolean anyListed(FieldName name, Predicate<String> predicate) {
    for (int i = find(name, 0); i >= 0; i = find(name, i + 1)) {
      int end = at(i, VALUE) + at(i, VALUE_LENGTH);
      int start = at(i, VALUE);
      for (int at = start; at <= end; at++) {
        if (at == end || bytes[at] == ',') {
          String element = text(start, at - start).strip();
          if (!element.isEmpty() && predicate.test(element)) {
            return true;
          }
          start = at + 1;
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
    append(name.hash, used, name.wire.length, used + name.wire.length + 2, value.length());
    writeRest(name.wire.length, value);
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
    put(used, name);
    int hash = FieldName.hash(bytes, used, name.length());
    append(hash, used, name.length(), used + name.length() + 2, value.length());
    writeRest(name.length(), value);
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
    int removed = 0;
    for (int i = find(name, 0); i >= 0; i = find(name, i)) {
      removeAt(i);
      removed++;
    }
    return removed;
  }

  /** Removes the field at an index; later ones move up. */
  public void removeAt(int index) {
    int from = (index + 1) * STRIDE;
    System.arraycopy(fields, from, fields, from - STRIDE, size * STRIDE - from);
    size--;
  }

  /** Visits names and values in order. */
  public void forEach(BiConsumer<String, String> visitor) {
    for (int i = 0; i < size; i++) {
      visitor.accept(name(i), value(i));
    }
  }

  /** A view of a name's bytes in lower case, as HTTP/2 wants it; copies only if it must. */
  public AsciiString lowerName(int index) {
    return new AsciiString(bytes, at(index, NAME), at(index, NAME_LENGTH), false).toLowerCase();
  }

  /** A view of a value's bytes, valid until the next change of this object. */
  public AsciiString valueView(int index) {
    return new AsciiString(bytes, at(index, VALUE), at(index, VALUE_LENGTH), false);
  }

  /** Writes all fields as HTTP/1.1 lines, without the empty line that ends the section. */
  public void writeTo(ByteBuf out) {
    writeTo(out, 0, size);
  }

  /** Writes the fields from one index to before another as {@link #writeTo(ByteBuf)} does. */
  public void writeTo(ByteBuf out, int from, int to) {
    int i = from;
    while (i < to) {
      int start = at(i, NAME);
      int end = start;
      while (i < to && at(i, NAME) == end && isCompact(i)) {
        end = at(i, VALUE) + at(i, VALUE_LENGTH) + 2;
        i++;
      }
      if (end > start) {
        out.writeBytes(bytes, start, end - start);
      } else {
        writeLoose(out, i++);
      }
    }
  }

  /** An independent copy. */
  public Headers copy() {
    Headers copy = new Headers(Arrays.copyOf(bytes, used), used);
    copy.fields = fields.clone();
    copy.size = size;
    return copy;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
    return text.toString();
  }

  /** Whether the line lies in the array exactly as it should be written, line end included. */
  private boolean isCompact(int index) {
    int value = at(index, VALUE);
    int end = value + at(index, VALUE_LENGTH);
    return value == at(index, NAME) + at(index, NAME_LENGTH) + 2
        && bytes[value - 1] == ' '
        && end + 2 <= used
        && bytes[end] == '\r'
        && bytes[end + 1] == '\n';
  }

  private void writeLoose(ByteBuf out, int index) {
    out.writeBytes(bytes, at(index, NAME), at(index, NAME_LENGTH));
    out.writeByte(':').writeByte(' ');
    out.writeBytes(bytes, at(index, VALUE), at(index, VALUE_LENGTH));
    out.writeByte('\r').writeByte('\n');
  }

  /** Completes a line whose name is already at {@code used}, so that it is compact. */
  private void writeRest(int nameLength, CharSequence value) {
    int at = used + nameLength;
    bytes[at++] = ':';
    bytes[at++] = ' ';
    put(at, value);
    at += value.length();
    bytes[at++] = '\r';
    bytes[at++] = '\n';
    used = at;
  }

  private void put(int at, CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      bytes[at + i] = (byte) text.charAt(i);
    }
  }

  private static void checkValue(Object name, CharSequence value) {
    if (!Tokens.isValue(value)) {
      throw new IllegalArgumentException("not a clean field value for " + name);
    }
  }

  private void append(int hash, int name, int nameLength, int value, int valueLength) {
    int at = size * STRIDE;
    if (at == fields.length) {
      fields = Arrays.copyOf(fields, fields.length * 2);
    }
    fields[at + HASH] = hash;
    fields[at + NAME] = name;
    fields[at + NAME_LENGTH] = nameLength;
    fields[at + VALUE] = value;
    fields[at + VALUE_LENGTH] = valueLength;
    size++;
  }

  private void ensureBytes(int more) {
    if (bytes.length - used < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, used + more));
    }
  }

  private int at(int index, int column) {
    return fields[index * STRIDE + column];
  }

  private boolean isElement(int from, int to, String lowerCase) {
    int start = from;
    int end = to;
    while (start < end && isBlank(bytes[start])) {
      start++;
    }
    while (end > start && isBlank(bytes[end - 1])) {
      end--;
    }
    return equalsLower(start, end - start, lowerCase);
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }

  private boolean equalsLower(int start, int length, String lowerCase) {
    if (length != lowerCase.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (FieldName.lower(bytes[start + i]) != lowerCase.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private String text(int start, int length) {
    return new String(bytes, start, length, StandardCharsets.ISO_8859_1);
  }
}
