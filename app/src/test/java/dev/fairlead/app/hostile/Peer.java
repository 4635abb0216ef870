package dev.fairlead.app.hostile;

import dev.fairlead.testkit.Eventually;
import dev.fairlead.testkit.FreePort;
import dev.fairlead.testkit.RawClient;
import dev.fairlead.testkit.hostile.Proxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another proxy from the distribution, run in the foreground from a folder of its own. */
final class Peer implements Proxy, AutoCloseable {
  private static final Duration START = Duration.ofSeconds(20);
  private final Process process;
  private final int port;
  private final int originPort;

  private Peer(Process process, int port, int originPort) {
    this.process = process;
    this.port = port;
    this.originPort = originPort;
  }

  /** nginx as a reverse proxy that keeps its upstream connections. */
  static Peer nginx(Path folder, int originPort) throws IOException {
    return nginx(folder, originPort, "");
  }

  /** The same, spoken to in HTTP/2 by prior knowledge. */
  static Peer nginxHttp2(Path folder, int originPort) throws IOException {
    return nginx(folder, originPort, " http2");
  }

  /** HAProxy as a reverse proxy that keeps its upstream connections. */
  static Peer haproxy(Path folder, int originPort) throws IOException {
    return haproxy(folder, originPort, "");
  }

  /** The same, spoken to in HTTP/2 by prior knowledge. */
  static Peer haproxyHttp2(Path folder, int originPort) throws IOException {
    return haproxy(folder, originPort, " proto h2");
  }

  /** Squid as a forward proxy without a cache. */
  static Peer squid(Path folder, int originPort) throws IOException {
    int port = FreePort.next();
    Path hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.1 localhost evil.test\n");
    String text =
        """
        http_port 127.0.0.1:%d
        http_access allow all
        cache deny all
        cache_mem 8 MB
        cache_log %s/cache.log
        access_log none
        pid_filename none
        netdb_filename none
        coredump_dir none
        hosts_file %s
        pinger_enable off
        dns_timeout 1 seconds
        shutdown_lifetime 0 seconds
        visible_hostname squid.test
        """
            .formatted(port, folder, hosts);
    Path config = Files.writeString(folder.resolve("squid.conf"), text);
    folder.toFile().setWritable(true, false);
    return start(folder, port, originPort, "/usr/sbin/squid", "-N", "-f", config.toString());
  }

  private static Peer nginx(Path folder, int originPort, String protocol) throws IOException {
    int port = FreePort.next();
    String text =
        """
        daemon off;
        worker_processes 1;
        pid nginx.pid;
        error_log nginx.log;
        events { worker_connections 256; }
        http {
          access_log off;
          client_body_temp_path body;
          proxy_temp_path proxy;
          fastcgi_temp_path fastcgi;
          uwsgi_temp_path uwsgi;
          scgi_temp_path scgi;
          upstream origin { server 127.0.0.1:%d; keepalive 8; }
          server {
            listen 127.0.0.1:%d%s;
            location / {
              proxy_pass http://origin;
              proxy_http_version 1.1;
              proxy_set_header Connection "";
              proxy_set_header Host $host;
              proxy_read_timeout 5s;
            }
          }
        }
        """
            .formatted(originPort, port, protocol);
    Path config = Files.writeString(folder.resolve("nginx.conf"), text);
    String[] command = {
      "/usr/sbin/nginx", "-e", "nginx.log", "-p", folder + "/", "-c", config + ""
    };
    return start(folder, port, originPort, command);
  }

  private static Peer haproxy(Path folder, int originPort, String protocol) throws IOException {
    int port = FreePort.next();
    String text =
        """
        defaults
          mode http
          timeout connect 2s
          timeout client 5s
          timeout server 5s
          http-reuse always
        frontend front
          bind 127.0.0.1:%d%s
          default_backend back
        backend back
          server origin 127.0.0.1:%d
        """
            .formatted(port, protocol, originPort);
    Path config = Files.writeString(folder.resolve("haproxy.cfg"), text);
    return start(folder, port, originPort, "/usr/sbin/haproxy", "-db", "-f", config.toString());
  }

  /** Whether the distribution's package of that name is here. */
  static boolean installed(String program) {
    return Files.isExecutable(Path.of("/usr/sbin", program));
  }

  private static Peer start(Path folder, int port, int originPort, String... command)
      throws IOException {
    Process process =
        new ProcessBuilder(List.of(command))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.log").toFile())
            .start();
    Eventually.until(
        command[0] + " listens on " + port + ", see " + folder, START, () -> listens(port));
    return new Peer(process, port, originPort);
  }

  private static boolean listens(int port) throws IOException {
    RawClient.connect(port).close();
    return true;
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public int originPort() {
    return originPort;
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    process
        .onExit()
        .orTimeout(5, TimeUnit.SECONDS)
        .exceptionally(_ -> process.destroyForcibly())
        .join();
  }
}
