package dev.fairlead.engine.message;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/*
 * Four numbers for each field. How long its name is needs none of them: a colon follows it in the
 * text, wherever the field comes from, and no name has one.
 */

/** Where in an array of text the fields of a section lie. */
final class FieldTable {
  private static final int STRIDE = 4;
  private static final int HASH = 0;
  private static final int NAME = 1;
  private static final int VALUE = 2;
  private static final int VALUE_END = 3;
  private static final int[] NONE = {};

  private int[] cells;
  private int size;

  /**
   * An empty table.
   *
   * @param room fields that fit before it has to grow
   */
  FieldTable(int room) {
    this(room == 0 ? NONE : new int[STRIDE * room], 0);
  }

  private FieldTable(int[] cells, int size) {
    this.cells = cells;
    this.size = size;
  }

  FieldTable copy() {
    return new FieldTable(Arrays.copyOf(cells, size * STRIDE), size);
  }

  int size() {
    return size;
  }

  /** The hash of a field's name, as {@link FieldName#hash} makes it. */
  int hash(int index) {
    return cells[index * STRIDE + HASH];
  }

  int name(int index) {
    return cells[index * STRIDE + NAME];
  }

  int nameLength(int index, byte[] text) {
    int from = name(index);
    int colon = from;
    while (text[colon] != ':') {
      colon++;
    }
    return colon - from;
  }

  int value(int index) {
    return cells[index * STRIDE + VALUE];
  }

  int valueEnd(int index) {
    return cells[index * STRIDE + VALUE_END];
  }

  int valueLength(int index) {
    return valueEnd(index) - value(index);
  }

  /** How many bytes the fields take as lines of HTTP/1.1. */
  int wireLength(byte[] text) {
    int length = 0;
    for (int i = 0; i < size; i++) {
      length += nameLength(i, text) + valueLength(i) + 4;
    }
    return length;
  }

  void append(int hash, int name, int value, int valueEnd) {
    int at = size * STRIDE;
    if (at == cells.length) {
      cells = Arrays.copyOf(cells, Math.max(STRIDE * 8, cells.length * 2));
    }
    cells[at + HASH] = hash;
    cells[at + NAME] = name;
    cells[at + VALUE] = value;
    cells[at + VALUE_END] = valueEnd;
    size++;
  }

  void remove(int index) {
    int from = (index + 1) * STRIDE;
    System.arraycopy(cells, from, cells, from - STRIDE, size * STRIDE - from);
    size--;
  }

  /** Removes all fields of that name in one pass, and returns how many there were. */
  int removeAll(FieldName name, byte[] text) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (!isNamed(i, name, text)) {
        if (kept < i) {
          System.arraycopy(cells, i * STRIDE, cells, kept * STRIDE, STRIDE);
        }
        kept++;
      }
    }
    int removed = size - kept;
    size = kept;
    return removed;
  }

  boolean isNamed(int index, FieldName name, byte[] text) {
    return hash(index) == name.hash && name.begins(text, name(index));
  }

  /** Writes fields as lines of HTTP/1.1, those that lie in the text just like that in one go. */
  void writeLines(ByteBuf out, byte[] text, int used, int from, int to) {
    int i = from;
    while (i < to) {
      int start = name(i);
      int end = start;
      while (i < to && name(i) == end && isCompact(i, text, used)) {
        end = valueEnd(i) + 2;
        i++;
      }
      if (end > start) {
        out.writeBytes(text, start, end - start);
      } else {
        writeLoose(out, text, i++);
      }
    }
  }

  /** Whether the line lies in the text exactly as it should be written, line end included. */
  private boolean isCompact(int index, byte[] text, int used) {
    int value = value(index);
    int end = valueEnd(index);
    return text[value - 2] == ':'
        && text[value - 1] == ' '
        && end + 2 <= used
        && text[end] == '\r'
        && text[end + 1] == '\n';
  }

  private void writeLoose(ByteBuf out, byte[] text, int index) {
    out.writeBytes(text, name(index), nameLength(index, text));
    out.writeByte(':').writeByte(' ');
    out.writeBytes(text, value(index), valueLength(index));
    out.writeByte('\r').writeByte('\n');
  }
}
