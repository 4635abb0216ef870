package com.example;

import dev.fairlead.engine.flow.Flow;
import dev.fairlead.engine.flow.LogSink;
import dev.fairlead.engine.flow.LogSinkFactory;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/** Appends a line for each exchange to {@code file}: time, method, host, status, milliseconds. */
public final class CsvSinkFactory implements LogSinkFactory {
  @Override
  public String name() {
    return "csv";
  }

  @Override
  public LogSink create(Map<String, String> settings) {
    String file = settings.get("file");
    if (file == null) {
      throw new IllegalArgumentException("file is missing: where to write");
    }
    return new CsvSink(Path.of(file));
  }

  private static final class CsvSink implements LogSink {
    private final Path file;
    private BufferedWriter out;

    private CsvSink(Path file) {
      this.file = file;
    }

    @Override
    public void open() throws IOException {
      out = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Override
    public void write(List<Flow> flows) throws IOException {
      for (Flow flow : flows) {
        out.write(
            "%d,%s,%s,%d,%.3f%n"
                .formatted(
                    flow.startMillis,
                    flow.method,
                    flow.authority,
                    flow.status,
                    flow.durationNanos / 1e6));
      }
      out.flush();
    }

    @Override
    public void close() throws IOException {
      if (out != null) {
        out.close();
      }
    }
  }
}
