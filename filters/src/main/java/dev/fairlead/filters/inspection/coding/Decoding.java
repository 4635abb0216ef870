package dev.fairlead.filters.inspection.coding;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Undoes the content codings of one body. Not thread-safe. */
public final class Decoding implements AutoCloseable {
  private static final Set<String> GZIP = Set.of("gzip", "x-gzip");
  private static final String DEFLATE = "deflate";
  private static final String IDENTITY = "identity";
  private static final int MOST_CODINGS = 3;

  private final Meter meter;
  private final List<Inflating> steps = new ArrayList<>(1);

  private Decoding(Meter meter) {
    this.meter = meter;
  }

  /**
   * Prepares for a body.
   *
   * @param contentEncoding the field's value, or null
   * @param most bytes that any coding may expand to
   * @throws Unreadable if there is a coding that is not known
   */
  public static Decoding of(@Nullable String contentEncoding, long most) throws Unreadable {
    Decoding decoding = new Decoding(new Meter(most));
    for (String coding : codings(contentEncoding)) {
      if (!isKnown(coding)) {
        decoding.close();
        throw new Unreadable("its content coding is not known here");
      }
      decoding.steps.addFirst(new Inflating(GZIP.contains(coding), decoding.meter));
    }
    return decoding;
  }

  private static List<String> codings(@Nullable String contentEncoding) throws Unreadable {
    if (contentEncoding == null) {
      return List.of();
    }
    List<String> codings = new ArrayList<>(1);
    for (String each : contentEncoding.split(",", -1)) {
      String coding = each.strip().toLowerCase(Locale.ROOT);
      if (!coding.isEmpty() && !coding.equals(IDENTITY)) {
        codings.add(coding);
      }
    }
    if (codings.size() > MOST_CODINGS) {
      throw new Unreadable("it has more than " + MOST_CODINGS + " content codings");
    }
    return codings;
  }

  /** Whether that coding, in lower case, can be undone. */
  public static boolean isKnown(String coding) {
    return GZIP.contains(coding) || coding.equals(DEFLATE);
  }

  /** Reads on; the buffer is not changed. */
  public <X extends Exception> void read(ByteBuf in, Decoded<X> out) throws Unreadable, X {
    if (steps.isEmpty()) {
      out.accept(in);
      return;
    }
    meter.arrived(in.readableBytes());
    for (ByteBuffer each : in.nioBuffers()) {
      read(0, each, out);
    }
  }

  private <X extends Exception> void read(int step, ByteBuffer in, Decoded<X> out)
      throws Unreadable, X {
    if (step == steps.size() - 1) {
      steps.get(step).read(in, out);
    } else {
      steps.get(step).<X>read(in, bytes -> read(step + 1, bytes.nioBuffer(), out));
    }
  }

  /** The body has ended. */
  public void end() throws Unreadable {
    for (Inflating step : steps) {
      step.end();
    }
  }

  /** Gives back what is kept outside of the heap; no further use. */
  @Override
  public void close() {
    steps.forEach(Inflating::close);
    steps.clear();
  }
}
