package dev.fairlead.engine.message;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Punycode (RFC 3492) for single labels, without the {@code xn--}. */
final class Punycode {
  private static final int BASE = 36;
  private static final int T_MIN = 1;
  private static final int T_MAX = 26;
  private static final int SKEW = 38;
  private static final int DAMP = 700;
  private static final int FIRST_BIAS = 72;
  private static final int FIRST = 0x80;

  private Punycode() {}

  /** Encodes the code points of a label (RFC 3492 §6.3), at most 63 of them. */
  static String encode(int[] label) {
    StringBuilder out = new StringBuilder(label.length * 2);
    Arrays.stream(label).filter(c -> c < FIRST).forEach(out::appendCodePoint);
    int basic = out.length();
    if (basic > 0) {
      out.append('-');
    }
    int n = FIRST;
    int delta = 0;
    int bias = FIRST_BIAS;
    for (int done = basic; done < label.length; n++, delta++) {
      int next = smallestFrom(label, n);
      delta += (next - n) * (done + 1);
      n = next;
      for (int c : label) {
        if (c < n) {
          delta++;
        } else if (c == n) {
          number(out, delta, bias);
          bias = adapt(delta, done + 1, done == basic);
          delta = 0;
          done++;
        }
      }
    }
    return out.toString();
  }

  private static int smallestFrom(int[] label, int least) {
    int smallest = Integer.MAX_VALUE;
    for (int c : label) {
      if (c >= least && c < smallest) {
        smallest = c;
      }
    }
    return smallest;
  }

  private static void number(StringBuilder out, int delta, int bias) {
    int q = delta;
    for (int k = BASE; ; k += BASE) {
      int t = threshold(k, bias);
      if (q < t) {
        out.append(digit(q));
        return;
      }
      out.append(digit(t + (q - t) % (BASE - t)));
      q = (q - t) / (BASE - t);
    }
  }

  /** Decodes a label in lower case (RFC 3492 §6.2), or null where it is no Punycode. */
  static int @Nullable [] decode(String label) {
    int basic = Math.max(label.lastIndexOf('-'), 0);
    int[] out = new int[label.length()];
    for (int i = 0; i < basic; i++) {
      out[i] = label.charAt(i);
    }
    int at = basic == 0 ? 0 : basic + 1;
    int size = basic;
    int n = FIRST;
    int i = 0;
    int bias = FIRST_BIAS;
    while (at < label.length()) {
      int end = numberEnd(label, at, bias);
      long delta = end < 0 ? -1 : delta(label, at, end, bias);
      if (delta < 0 || i + delta > Integer.MAX_VALUE) {
        return null;
      }
      bias = adapt((int) delta, size + 1, i == 0);
      int next = i + (int) delta;
      n += next / (size + 1);
      i = next % (size + 1);
      if (!Character.isValidCodePoint(n)) {
        return null;
      }
      System.arraycopy(out, i, out, i + 1, size++ - i);
      out[i++] = n;
      at = end;
    }
    return Arrays.copyOf(out, size);
  }

  /** Where the variable-length number that starts here ends, or -1 if it does not end. */
  private static int numberEnd(String label, int from, int bias) {
    int k = BASE;
    for (int at = from; at < label.length(); at++, k += BASE) {
      int digit = value(label.charAt(at));
      if (digit < threshold(k, bias)) {
        return digit < 0 ? -1 : at + 1;
      }
    }
    return -1;
  }

  /** The value of a variable-length number, or -1 if it is beyond all code points. */
  private static long delta(String label, int from, int to, int bias) {
    long weight = 1;
    long sum = 0;
    int k = BASE;
    for (int at = from; at < to; at++, k += BASE) {
      sum += value(label.charAt(at)) * weight;
      weight *= BASE - threshold(k, bias);
      if (sum > Integer.MAX_VALUE || weight > Integer.MAX_VALUE) {
        return -1;
      }
    }
    return sum;
  }

  private static int threshold(int k, int bias) {
    return Math.clamp(k - bias, T_MIN, T_MAX);
  }

  private static int adapt(int delta, int points, boolean first) {
    int d = first ? delta / DAMP : delta / 2;
    d += d / points;
    int k = 0;
    while (d > (BASE - T_MIN) * T_MAX / 2) {
      d /= BASE - T_MIN;
      k += BASE;
    }
    return k + (BASE - T_MIN + 1) * d / (d + SKEW);
  }

  private static char digit(int value) {
    return (char) (value < 26 ? 'a' + value : '0' + value - 26);
  }

  private static int value(char c) {
    if (c >= 'a' && c <= 'z') {
      return c - 'a';
    }
    return c >= '0' && c <= '9' ? c - '0' + 26 : -1;
  }
}
