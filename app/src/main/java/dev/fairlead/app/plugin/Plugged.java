package dev.fairlead.app.plugin;

import dev.fairlead.engine.filter.Filter;
import dev.fairlead.engine.filter.FilterContext;
import dev.fairlead.engine.filter.Verdict;
import java.lang.ref.Cleaner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A filter of a plug-in. What it throws costs its exchange the answer and nothing else, and it is
 * closed when neither a configuration nor an exchange knows it any more.
 */
final class Plugged implements Filter {
  private static final Logger LOG = LoggerFactory.getLogger(Plugged.class);
  private static final Cleaner CLEANER = Cleaner.create();

  private final String name;
  private final Filter filter;

  Plugged(String name, Filter filter) {
    this.name = name;
    this.filter = filter;
    if (filter instanceof AutoCloseable closeable) {
      CLEANER.register(this, () -> close(name, closeable));
    }
  }

  private static void close(String name, AutoCloseable filter) {
    try {
      filter.close();
    } catch (Exception | LinkageError e) {
      LOG.warn("the plug-in {} could not be closed", name, e);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Verdict request(FilterContext exchange) {
    try {
      return filter.request(exchange);
    } catch (LinkageError | StackOverflowError | AssertionError e) {
      throw new IllegalStateException("the plug-in " + name + " is broken", e);
    }
  }

  @Override
  public String remark(FilterContext exchange) {
    return filter.remark(exchange);
  }
}
