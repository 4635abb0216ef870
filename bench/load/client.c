#define _GNU_SOURCE
#include "client.h"

#include <errno.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "pattern.h"

static char bin[1 << 18];  // where bodies go that nobody looks at

int64_t now_nanos(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000L + t.tv_nsec;
}

static void watch(struct load *load, struct client *c, int operation, uint32_t events) {
  struct epoll_event event = {.events = events, .data.ptr = c};
  epoll_ctl(load->poller, operation, c->fd, &event);
}

static void hang_up(struct client *c) {
  if (c->ssl) {
    SSL_shutdown(c->ssl);
    SSL_free(c->ssl);
    c->ssl = NULL;
  }
  close(c->fd);
  c->fd = -1;
}

// Counts an error, keeps the first one's text, and starts the connection afresh.
__attribute__((format(printf, 3, 4))) static void fail(struct load *load, struct client *c,
                                                       const char *format, ...) {
  load->counts.errors++;
  if (!load->first_error[0]) {
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(load->first_error, sizeof load->first_error, format, arguments);
    va_end(arguments);
  }
  hang_up(c);
  client_open(load, c);
}

void client_open(struct load *load, struct client *c) {
  int on = 1;
  c->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  if (c->fd < 0) {
    perror("load: no socket; raise `ulimit -n`");
    exit(1);
  }
  setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  c->phase = CONNECTING;
  c->size = 0;
  c->requests = 0;
  c->closing = 0;
  c->opened = now_nanos();
  load->counts.connections++;
  if (connect(c->fd, (struct sockaddr *)&load->proxy, sizeof load->proxy) && errno != EINPROGRESS) {
    perror("load: cannot connect");
    exit(1);
  }
  watch(load, c, EPOLL_CTL_ADD, EPOLLOUT);
}

static int send_all(struct client *c, const char *bytes, int size) {
  if (c->ssl) return SSL_write(c->ssl, bytes, size) == size;
  return send(c->fd, bytes, (size_t)size, MSG_NOSIGNAL) == size;
}

void client_request(struct load *load, struct client *c, int64_t due) {
  c->phase = HEAD;
  c->size = 0;
  c->due = due;
  c->requests++;
  if (!send_all(c, load->request, load->request_size)) fail(load, c, "request not sent");
}

static void be_ready(struct load *load, struct client *c) {
  c->phase = READY;
  load->ready(load, c);
}

static void after_handshake(struct load *load, struct client *c) {
  if (load->door != TUNNEL) {
    be_ready(load, c);
  } else {
    c->phase = OPENING_TUNNEL;
    if (!send_all(c, load->tunnel_request, load->tunnel_request_size)) {
      fail(load, c, "CONNECT not sent");
    }
  }
}

static void handshake(struct load *load, struct client *c) {
  int result = SSL_connect(c->ssl);
  if (result == 1) {
    watch(load, c, EPOLL_CTL_MOD, EPOLLIN);
    after_handshake(load, c);
    return;
  }
  int reason = SSL_get_error(c->ssl, result);
  if (reason == SSL_ERROR_WANT_READ) {
    watch(load, c, EPOLL_CTL_MOD, EPOLLIN);
  } else if (reason == SSL_ERROR_WANT_WRITE) {
    watch(load, c, EPOLL_CTL_MOD, EPOLLOUT);
  } else {
    fail(load, c, "TLS handshake failed: %s", ERR_reason_error_string(ERR_get_error()));
  }
}

static void connected(struct load *load, struct client *c) {
  int error = 0;
  socklen_t size = sizeof error;
  getsockopt(c->fd, SOL_SOCKET, SO_ERROR, &error, &size);
  if (error) {
    fail(load, c, "connect: %s", strerror(error));
    return;
  }
  if (load->tls) {
    c->ssl = SSL_new(load->tls);
    SSL_set_fd(c->ssl, c->fd);
    c->phase = HANDSHAKING;
    handshake(load, c);
  } else {
    watch(load, c, EPOLL_CTL_MOD, EPOLLIN);
    after_handshake(load, c);
  }
}

// Reads up to `size` bytes: > 0 that many, 0 nothing there yet, -1 the connection is over.
static long receive(struct client *c, char *out, long size, int flags) {
  if (c->ssl) {
    int n = SSL_read(c->ssl, out, (int)size);
    if (n > 0) return n;
    return SSL_get_error(c->ssl, n) == SSL_ERROR_WANT_READ ? 0 : -1;
  }
  ssize_t n = recv(c->fd, out, (size_t)size, flags);
  if (n > 0) return n;
  return n < 0 && errno == EAGAIN ? 0 : -1;
}

static void response_done(struct load *load, struct client *c) {
  load->counts.requests++;
  histogram_add(&load->counts.latency, now_nanos() - c->due);
  load->answered(load, c);
  if (c->closing || (load->per_connection && c->requests >= load->per_connection)) {
    hang_up(c);
    client_open(load, c);
  } else {
    be_ready(load, c);
  }
}

// Takes body bytes that have arrived; false when the connection failed.
static int take_body(struct load *load, struct client *c, const char *bytes, long size) {
  if (load->verify && bytes && memcmp(bytes, load->pattern + c->body_at, (size_t)size)) {
    fail(load, c, "body differs from what the origin sent, within %ld..%ld", c->body_at,
         c->body_at + size);
    return 0;
  }
  c->body_at += size;
  load->counts.bytes += (uint64_t)size;
  return 1;
}

static long content_length(const char *head, int *closing) {
  long length = -1;
  for (const char *line = strstr(head, "\r\n") + 2; *line != '\r'; line = strstr(line, "\r\n") + 2) {
    if ((*line | 32) != 'c') continue;
    if (!strncasecmp(line, "content-length:", 15)) length = atol(line + 15);
    if (!strncasecmp(line, "connection: close", 17)) *closing = 1;
  }
  return length;
}

static void read_body(struct load *load, struct client *c) {
  while (c->body_at < c->body_size) {
    long left = c->body_size - c->body_at;
    // MSG_TRUNC lets the kernel drop the bytes: the client must not cost more than the proxy.
    int drop = !c->ssl && !load->verify;
    long wanted = drop || left < (long)sizeof bin ? left : (long)sizeof bin;
    long n = receive(c, bin, wanted, drop ? MSG_TRUNC : 0);
    if (n == 0) return;
    if (n < 0) {
      fail(load, c, "closed %ld bytes before the end of a body", left);
      return;
    }
    if (!take_body(load, c, drop ? NULL : bin, n)) return;
  }
  response_done(load, c);
}

// Reads one response head into the buffer; its size once complete, 0 while not, -1 after a failure.
static int read_head(struct load *load, struct client *c) {
  long n = receive(c, c->buffer + c->size, CLIENT_BUFFER - c->size, 0);
  if (n == 0) return 0;
  if (n < 0) {
    fail(load, c, c->phase == OPENING_TUNNEL ? "closed instead of a tunnel" : "closed unanswered");
    return -1;
  }
  c->size += (int)n;
  c->buffer[c->size] = 0;
  char *end = memmem(c->buffer, (size_t)c->size, "\r\n\r\n", 4);
  if (!end) return 0;
  if (c->size < 12 || strncmp(c->buffer, "HTTP/1.", 7) || strncmp(c->buffer + 9, "200", 3)) {
    fail(load, c, "not a 200: %.*s", (int)strcspn(c->buffer, "\r\n"), c->buffer);
    return -1;
  }
  return (int)(end + 4 - c->buffer);
}

static void response_head(struct load *load, struct client *c) {
  int head = read_head(load, c);
  if (head <= 0) return;
  c->body_size = content_length(c->buffer, &c->closing);
  c->body_at = 0;
  if (c->body_size != load->body) {
    fail(load, c, "Content-Length is %ld instead of %ld", c->body_size, load->body);
    return;
  }
  if (c->size - head > c->body_size) {
    fail(load, c, "more bytes than the body has");
    return;
  }
  c->phase = BODY;
  if (take_body(load, c, c->buffer + head, c->size - head)) read_body(load, c);
}

static void tunnel_head(struct load *load, struct client *c) {
  int head = read_head(load, c);
  if (head <= 0) return;
  if (head != c->size) {
    fail(load, c, "bytes after the answer to CONNECT");
    return;
  }
  be_ready(load, c);
}

// An idle connection became readable: TLS housekeeping, or the server hung up.
static void idle_bytes(struct load *load, struct client *c) {
  long n = receive(c, bin, 1, 0);
  if (n != 0) fail(load, c, n > 0 ? "bytes nobody asked for" : "closed while idle");
}

void client_event(struct load *load, struct client *c) {
  switch (c->phase) {
    case CONNECTING: connected(load, c); break;
    case HANDSHAKING: handshake(load, c); break;
    case OPENING_TUNNEL: tunnel_head(load, c); break;
    case READY: idle_bytes(load, c); break;
    case HEAD: response_head(load, c); break;
    case BODY: read_body(load, c); break;
  }
}
