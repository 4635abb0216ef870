package dev.fairlead.app;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells other programs of this user that we run, and where: {@code run/<data port>.json} in the
 * state folder. It goes when we go; after a crash its process id tells that nobody is there.
 */
final class RunFile implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunFile.class);

  private final Path file;

  private RunFile(Path file) {
    this.file = file;
  }

  /**
   * Writes the file.
   *
   * @param data the addresses of the data port, at least one
   * @param control the address of the control port
   * @param token the file that holds the token
   */
  static RunFile write(
      StateFolder state, List<InetSocketAddress> data, InetSocketAddress control, Path token) {
    RunFile run = new RunFile(state.run().resolve(data.getFirst().getPort() + ".json"));
    try {
      StateFolder.make(state.run());
      run.write(text(data, control, token));
    } catch (IOException e) {
      LOG.warn("other commands will not find this instance by themselves: {}", e.getMessage());
    }
    return run;
  }

  private static String text(List<InetSocketAddress> data, InetSocketAddress control, Path token) {
    ProcessHandle self = ProcessHandle.current();
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("pid", self.pid());
    page.put("started", self.info().startInstant().orElse(Instant.EPOCH).toString());
    page.put("data", data.stream().map(RunFile::text).toList());
    page.put("control", text(control));
    page.put("token_file", token.toAbsolutePath().toString());
    return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(page)
        + "\n";
  }

  private static String text(InetSocketAddress address) {
    String host =
        address.getAddress().isAnyLocalAddress()
            ? "127.0.0.1"
            : address.getAddress().getHostAddress();
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  private void write(String text) throws IOException {
    Path whole =
        Files.createTempFile(
            file.toAbsolutePath().getParent(),
            ".run",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(whole, text.getBytes(StandardCharsets.UTF_8));
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("cannot delete {}: {}", file, e.getMessage());
    }
  }
}
