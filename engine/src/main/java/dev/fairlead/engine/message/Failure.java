package dev.fairlead.engine.message;

/**
 * Why something did not happen: the one error type of the data plane. Mapped once to status, body,
 * log field, metric label and {@code Proxy-Status}.
 *
 * @param message for a person: names the thing and, where there is one, the remedy; never echoes
 *     bytes of a request
 */
public record Failure(Kind kind, String message) {
  /** Whose doing it was. */
  public enum Side {
    CLIENT,
    UPSTREAM,
    OURS
  }

  /** What went wrong; each kind has its status (RFC 9110 §15) and Proxy-Status error (RFC 9209). */
  public enum Kind {
    BAD_REQUEST(400, Side.CLIENT, "http_request_error"),
    DENIED(403, Side.CLIENT, "http_request_denied"),
    DESTINATION_DENIED(403, Side.CLIENT, "destination_ip_prohibited"),
    NOT_FOUND(404, Side.CLIENT, "http_request_denied"),
    PROXY_AUTHENTICATION(407, Side.CLIENT, "http_request_denied"),
    REQUEST_TIMEOUT(408, Side.CLIENT, "http_request_error"),
    BODY_TOO_LARGE(413, Side.CLIENT, "http_request_error"),
    TARGET_TOO_LONG(414, Side.CLIENT, "http_request_error"),
    EXPECTATION(417, Side.CLIENT, "http_request_error"),
    RATE_LIMITED(429, Side.CLIENT, "http_request_denied"),
    FIELDS_TOO_LARGE(431, Side.CLIENT, "http_request_error"),
    CLIENT_GONE(499, Side.CLIENT, "http_request_error"),
    NOT_IMPLEMENTED(501, Side.CLIENT, "http_request_error"),
    VERSION(505, Side.CLIENT, "http_request_error"),
    LOOP(508, Side.CLIENT, "proxy_loop_detected"),
    INTERNAL(500, Side.OURS, "proxy_internal_error"),
    OVERLOADED(503, Side.OURS, "connection_limit_reached"),
    DRAINING(503, Side.OURS, "proxy_internal_response"),
    NO_TARGET(503, Side.UPSTREAM, "destination_unavailable"),
    NO_NAME(502, Side.UPSTREAM, "dns_error"),
    DNS_TIMEOUT(504, Side.UPSTREAM, "dns_timeout"),
    CONNECTION_REFUSED(502, Side.UPSTREAM, "connection_refused"),
    CONNECTION_TIMEOUT(504, Side.UPSTREAM, "connection_timeout"),
    CONNECTION_BROKEN(502, Side.UPSTREAM, "connection_terminated"),
    UNROUTABLE(502, Side.UPSTREAM, "destination_ip_unroutable"),
    TLS_PROTOCOL(502, Side.UPSTREAM, "tls_protocol_error"),
    TLS_CERTIFICATE(502, Side.UPSTREAM, "tls_certificate_error"),
    GATEWAY_UNREACHABLE(502, Side.UPSTREAM, "destination_unavailable"),
    GATEWAY_REFUSED(502, Side.UPSTREAM, "destination_unavailable"),
    BAD_RESPONSE(502, Side.UPSTREAM, "http_protocol_error"),
    RESPONSE_FIELDS_TOO_LARGE(502, Side.UPSTREAM, "http_response_header_section_size"),
    RESPONSE_TIMEOUT(504, Side.UPSTREAM, "http_response_timeout"),
    UPGRADE_FAILED(502, Side.UPSTREAM, "http_upgrade_failed");

    private final int status;
    private final Side side;
    private final String proxyStatus;

    Kind(int status, Side side, String proxyStatus) {
      this.status = status;
      this.side = side;
      this.proxyStatus = proxyStatus;
    }

    public int status() {
      return status;
    }

    public Side side() {
      return side;
    }

    /** The error type of RFC 9209 §2.3. */
    public String proxyStatus() {
      return proxyStatus;
    }
  }

  public int status() {
    return kind.status;
  }
}
