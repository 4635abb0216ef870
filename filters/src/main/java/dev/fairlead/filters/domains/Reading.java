package dev.fairlead.filters.domains;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of reading a list.
 *
 * @param bytes of the file
 * @param bad lines that made no sense
 * @param samples the first of them, fit to be shown
 */
record Reading(NameSet names, long bytes, int bad, List<String> samples) {
  private static final int SAMPLES = 3;
  private static final int SHOWN = 60;
  private static final int LONGEST_LINE = 8 << 10;

  Reading {
    samples = List.copyOf(samples);
  }

  /** Reads to the end; any bytes will do. */
  static Reading of(InputStream in, ListFormat format, NameHash hash) throws IOException {
    NameSet.Builder names = new NameSet.Builder();
    Lines lines = new Lines(new LineReader(format, new NameReader(hash, names)));
    lines.read(in);
    return new Reading(names.build(), lines.bytes, lines.bad, lines.samples);
  }

  /** Whether nothing in it was of use: the file is not what it should be. */
  boolean isBroken() {
    return bytes == 0 || (names.size() == 0 && bad > 0);
  }

  /** Cuts bytes into lines; one that is too long to be a rule is passed over. */
  private static final class Lines {
    private final LineReader reader;
    private final List<String> samples = new ArrayList<>();
    private byte[] buffer = new byte[64 << 10];
    private int end;
    private int number;
    private int bad;
    private long bytes;
    private boolean overlong;

    Lines(LineReader reader) {
      this.reader = reader;
    }

    void read(InputStream in) throws IOException {
      for (int got = in.read(buffer); got >= 0; got = in.read(buffer, end, buffer.length - end)) {
        bytes += got;
        end += got;
        int rest = wholeLines();
        end -= rest;
        System.arraycopy(buffer, rest, buffer, 0, end);
        if (end > LONGEST_LINE) {
          overlong = true;
          end = 0;
        }
      }
      if (end > 0 || overlong) {
        line(0, end);
      }
    }

    /** Reads the lines that are complete and says where the rest begins. */
    private int wholeLines() {
      int start = 0;
      for (int i = 0; i < end; i++) {
        if (buffer[i] == '\n') {
          line(start, i);
          start = i + 1;
        }
      }
      return start;
    }

    private void line(int from, int to) {
      number++;
      int start = number == 1 ? afterMark(from, to) : from;
      if (overlong || !reader.read(buffer, start, to)) {
        bad++;
        if (samples.size() < SAMPLES) {
          samples.add("line " + number + ": " + (overlong ? "(too long)" : shown(start, to)));
        }
      }
      overlong = false;
    }

    /** Behind a byte order mark. */
    private int afterMark(int from, int to) {
      boolean marked =
          to - from >= 3
              && buffer[from] == (byte) 0xef
              && buffer[from + 1] == (byte) 0xbb
              && buffer[from + 2] == (byte) 0xbf;
      return marked ? from + 3 : from;
    }

    private String shown(int from, int to) {
      String text = new String(buffer, from, to - from, StandardCharsets.UTF_8).strip();
      String clean = text.replaceAll("[^\\p{L}\\p{N}\\p{P}\\p{S} ]", "?");
      return clean.length() <= SHOWN ? clean : clean.substring(0, SHOWN) + "…";
    }
  }
}
