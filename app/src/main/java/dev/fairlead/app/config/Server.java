package dev.fairlead.app.config;

import dev.fairlead.app.config.bind.Checked;
import dev.fairlead.app.config.bind.Key;
import dev.fairlead.app.config.bind.Scope;
import dev.fairlead.app.config.bind.Written;
import dev.fairlead.app.config.unit.ByteSize;
import dev.fairlead.app.config.unit.Cidr;
import dev.fairlead.app.config.unit.Host;
import dev.fairlead.app.config.unit.Threads;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The data port. */
public record Server(
    @Key(value = "Address to listen on.", preset = "127.0.0.1") Host host,
    @Key(value = "Port to listen on.", preset = "8080", zero = "any free port", max = 65535)
        int port,
    @Key(value = "Whether clients may speak HTTP/2.", preset = "true") boolean http2,
    @Key(value = "Event loops to run; auto is one per core.", preset = "auto") Threads threads,
    @Key(
            value = "How sockets are driven; auto takes epoll where there is one, else nio.",
            preset = "auto")
        Transport transport,
    @Key("Further host names under which Fairlead answers itself (health, local paths).")
        List<Host> names,
    @Key("Proxies before us whose X-Forwarded-*, Forwarded and PROXY headers are believed.")
        List<Cidr> trustedProxies,
    @Key(
            value = "PROXY protocol from trusted_proxies; true means required, false means off.",
            preset = "off")
        ProxyProtocol proxyProtocol,
    @Key(value = "Our name in Via: auto draws one per instance, off sends no Via.", preset = "auto")
        String via,
    @Key("TLS towards clients.") ServerTls tls,
    @Key("How long clients and backends may take.") Timeouts timeouts,
    @Key(
            value = "Bytes a second below which a body that trickles is given up.",
            preset = "100",
            zero = "no minimum")
        ByteSize minRate,
    @Key("How much clients may ask.") Limits limits)
    implements Checked {

  /** How sockets are driven. */
  public enum Transport {
    AUTO,
    IO_URING,
    EPOLL,
    NIO
  }

  /** Whether a PROXY protocol header comes before a connection's first byte. */
  public enum ProxyProtocol {
    @Written({"off", "false"})
    OFF,
    OPTIONAL,
    @Written({"required", "true"})
    REQUIRED
  }

  /** Deadlines. */
  public record Timeouts(
      @Key(value = "For a request head, in total.", preset = "10s") Duration header,
      @Key(value = "Without progress while a body is read.", preset = "30s") Duration read,
      @Key(value = "Without progress while an answer is written.", preset = "30s") Duration write,
      @Key(value = "Between two requests of a connection.", preset = "120s") Duration idle,
      @Key(value = "For a connection to an origin, in total.", preset = "10s") Duration connect,
      @Key(value = "For a backend's first byte (reverse door).", preset = "30s")
          Duration firstByteReverse,
      @Key(value = "For an origin's first byte (forward door).", preset = "5m")
          Duration firstByteForward,
      @Key(value = "Without a byte in either direction of a tunnel.", preset = "10m")
          Duration tunnelIdle,
      @Key(value = "For a tunnel, in total.", preset = "0", zero = "no limit")
          Duration tunnelLifetime,
      @Key(
              value = "For exchanges to finish when Fairlead stops.",
              preset = "30s",
              zero = "closes at once")
          Duration drain) {}

  /** Sizes and counts. */
  public record Limits(
      @Key(value = "Longest request target.", preset = "8192") ByteSize url,
      @Key(value = "Largest request header section.", preset = "16KB") ByteSize headers,
      @Key(value = "Most header fields of a request.", preset = "200", max = 10_000)
          int headerCount,
      @Key(value = "Largest response header section.", preset = "64KB") ByteSize responseHeaders,
      @Key(value = "Largest request body on the reverse door.", preset = "10MB", zero = "no body")
          ByteSize body,
      @Key(
              value = "Largest request body on the forward door.",
              preset = "unlimited",
              zero = "no body")
          ByteSize forwardBody,
      @Key(value = "Most client connections.", preset = "10000", max = 1_000_000) int connections,
      @Key(
              value = "Most connections of one client address; loopback clients do not count.",
              preset = "1000",
              max = 1_000_000)
          int perClient,
      @Key(value = "Most tunnels.", preset = "5000", max = 1_000_000) int tunnels,
      @Key(value = "Most concurrent streams of an HTTP/2 connection.", preset = "100", max = 10_000)
          int streams) {}

  @Override
  public void check(Scope scope) {
    if (!via.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}")) {
      scope.error("via", "is not a pseudonym", "Write auto, off or one word such as edge-1.");
    }
    if (proxyProtocol != ProxyProtocol.OFF && trustedProxies.isEmpty()) {
      scope.error(
          "proxy_protocol",
          "is on, but no proxy is trusted to send it",
          "List the load balancers in server.trusted_proxies.");
    }
    if (tls.port().isPresent() && !tls.isOn() && !scope.isBroken("tls")) {
      scope.error("tls.port", "is set, but TLS is off", "Add server.tls.cert and server.tls.key.");
    }
    if (tls.port().equals(Optional.of(port))) {
      scope.error(
          "tls.port",
          port == 0 ? "is 0 like server.port" : "is server.port, where TLS is understood anyway",
          "Leave server.tls.port out, or choose another port.");
    }
  }
}
