// The origin behind every proxy of the bench: one thread, epoll, nothing but answers.
//
//   origin [PORT]      listens on 127.0.0.1 (port 0: any free one) and prints the port
//
// `GET /1024` gets 1024 bytes of the pattern with a Content-Length. Connections are kept alive
// unless the request says `Connection: close` or is HTTP/1.0 without keep-alive; pipelined
// requests are answered in order. Request bodies are not supported: the bench sends none.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "pattern.h"

#define HEAD_LIMIT 8192
#define BODY_LIMIT (16L << 20)

struct peer {
  int fd, in_size, head_size, closing, waiting;
  long head_at, body_at, body_size;
  char in[HEAD_LIMIT + 1], head[256];
};

static char *body;
static int poller;

static void watch(struct peer *p, int operation, uint32_t events) {
  struct epoll_event event = {.events = events, .data.ptr = p};
  epoll_ctl(poller, operation, p->fd, &event);
}

static void leave(struct peer *p) {
  close(p->fd);
  free(p);
}

// Sends what is left of the current answer: 1 all sent, 0 the socket is full, -1 broken.
static int send_rest(struct peer *p) {
  while (p->head_at < p->head_size || p->body_at < p->body_size) {
    struct iovec parts[2] = {
        {p->head + p->head_at, (size_t)(p->head_size - p->head_at)},
        {body + p->body_at, (size_t)(p->body_size - p->body_at)},
    };
    ssize_t n = writev(p->fd, parts, 2);
    if (n < 0) return errno == EAGAIN ? 0 : -1;
    long of_head = p->head_size - p->head_at < n ? p->head_size - p->head_at : n;
    p->head_at += of_head;
    p->body_at += n - of_head;
  }
  return 1;
}

static int wants_close(const char *head) {
  const char *line_end = strstr(head, "\r\n");
  int old = line_end - head >= 8 && strncmp(line_end - 8, "HTTP/1.0", 8) == 0;
  const char *field = strcasestr(head, "\r\nconnection:");
  if (!field) return old;
  const char *end = strstr(field + 2, "\r\n");
  const char *close_at = strcasestr(field + 13, "close");
  const char *keep_at = strcasestr(field + 13, "keep-alive");
  if (close_at && close_at < end) return 1;
  return old && !(keep_at && keep_at < end);
}

// Prepares the answer to one complete request head (ended by a NUL).
static void answer(struct peer *p, const char *head) {
  const char *slash = strchr(head, ' ');
  long size = slash && slash[1] == '/' ? atol(slash + 2) : -1;
  int good = strncmp(head, "GET ", 4) == 0 && size >= 0 && size <= BODY_LIMIT;
  p->closing = !good || wants_close(head);
  p->head_at = p->body_at = 0;
  p->body_size = good ? size : 0;
  p->head_size = snprintf(
      p->head, sizeof p->head,
      "HTTP/1.1 %s\r\nDate: Sat, 21 Nov 2026 00:00:00 GMT\r\nContent-Type: "
      "application/octet-stream\r\nCache-Control: no-store\r\nContent-Length: %ld\r\n%s\r\n",
      good ? "200 OK" : "400 Bad Request", p->body_size, p->closing ? "Connection: close\r\n" : "");
}

// Answers every complete request in the buffer; false when the connection is over.
static int answer_all(struct peer *p) {
  for (;;) {
    int sent = send_rest(p);
    if (sent < 0) return 0;
    if (sent == 0) {
      if (!p->waiting) watch(p, EPOLL_CTL_MOD, EPOLLOUT);
      p->waiting = 1;
      return 1;
    }
    if (p->waiting) watch(p, EPOLL_CTL_MOD, EPOLLIN);
    p->waiting = 0;
    if (p->closing) return 0;
    char *end = memmem(p->in, (size_t)p->in_size, "\r\n\r\n", 4);
    if (!end) return p->in_size < HEAD_LIMIT;
    char kept = end[4];
    end[4] = 0;
    answer(p, p->in);
    end[4] = kept;
    p->in_size -= (int)(end + 4 - p->in);
    memmove(p->in, end + 4, (size_t)p->in_size);
  }
}

static void serve(struct peer *p) {
  if (!p->waiting) {
    ssize_t n = recv(p->fd, p->in + p->in_size, (size_t)(HEAD_LIMIT - p->in_size), 0);
    if (n < 0 && errno == EAGAIN) return;
    if (n <= 0) {
      leave(p);
      return;
    }
    p->in_size += (int)n;
  }
  if (!answer_all(p)) leave(p);
}

static void welcome(int listener) {
  int fd, on = 1;
  while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    struct peer *p = calloc(1, sizeof *p);
    p->fd = fd;
    watch(p, EPOLL_CTL_ADD, EPOLLIN);
  }
}

static int listen_on(int port) {
  int on = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof at;
  if (bind(fd, (struct sockaddr *)&at, size) || listen(fd, 4096)) {
    perror("origin: cannot listen");
    exit(1);
  }
  getsockname(fd, (struct sockaddr *)&at, &size);
  printf("%d\n", ntohs(at.sin_port));
  fflush(stdout);
  return fd;
}

int main(int argc, char **argv) {
  signal(SIGPIPE, SIG_IGN);
  body = malloc(BODY_LIMIT);
  pattern_fill(body, BODY_LIMIT);
  poller = epoll_create1(0);
  int listener = listen_on(argc > 1 ? atoi(argv[1]) : 0);
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = NULL}, ready[512];
  epoll_ctl(poller, EPOLL_CTL_ADD, listener, &event);
  for (;;) {
    int n = epoll_wait(poller, ready, 512, -1);
    for (int i = 0; i < n; i++) {
      if (ready[i].data.ptr) {
        serve(ready[i].data.ptr);
      } else {
        welcome(listener);
      }
    }
  }
}
