package dev.fairlead.engine.message;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** Where in an array of text the fields of a section lie: five numbers for each. */
final class FieldTable {
  private static final int STRIDE = 5;
  private static final int HASH = 0;
  private static final int NAME = 1;
  private static final int NAME_LENGTH = 2;
  private static final int VALUE = 3;
  private static final int VALUE_LENGTH = 4;

  private int[] cells;
  private int size;

  FieldTable() {
    this(new int[STRIDE * 16], 0);
  }

  private FieldTable(int[] cells, int size) {
    this.cells = cells;
    this.size = size;
  }

  FieldTable copy() {
    return new FieldTable(cells.clone(), size);
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

  int nameLength(int index) {
    return cells[index * STRIDE + NAME_LENGTH];
  }

  int value(int index) {
    return cells[index * STRIDE + VALUE];
  }

  int valueLength(int index) {
    return cells[index * STRIDE + VALUE_LENGTH];
  }

  int valueEnd(int index) {
    return value(index) + valueLength(index);
  }

  /** How many bytes the fields take as lines of HTTP/1.1. */
  int wireLength() {
    int length = 0;
    for (int i = 0; i < size; i++) {
      length += nameLength(i) + valueLength(i) + 4;
    }
    return length;
  }

  void append(int hash, int name, int nameLength, int value, int valueLength) {
    int at = size * STRIDE;
    if (at == cells.length) {
      cells = Arrays.copyOf(cells, cells.length * 2);
    }
    cells[at + HASH] = hash;
    cells[at + NAME] = name;
    cells[at + NAME_LENGTH] = nameLength;
    cells[at + VALUE] = value;
    cells[at + VALUE_LENGTH] = valueLength;
    size++;
  }

  void remove(int index) {
    int from = (index + 1) * STRIDE;
    System.arraycopy(cells, from, cells, from - STRIDE, size * STRIDE - from);
    size--;
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
    return value == name(index) + nameLength(index) + 2
        && text[value - 1] == ' '
        && end + 2 <= used
        && text[end] == '\r'
        && text[end + 1] == '\n';
  }

  private void writeLoose(ByteBuf out, byte[] text, int index) {
    out.writeBytes(text, name(index), nameLength(index));
    out.writeByte(':').writeByte(' ');
    out.writeBytes(text, value(index), valueLength(index));
    out.writeByte('\r').writeByte('\n');
  }
}
