// The load generator of the bench: one thread, epoll, HTTP/1.1 over TCP or TLS. `load --help`.
//
// It prints `{"event":"begin"}` when the measured window opens and one JSON object with the result
// when it closes, so that a driver can read the proxy's CPU time at the same two moments.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "client.h"
#include "pattern.h"

#define LATE_NANOS 1000000
#define ERROR_LIMIT 10000

enum mode { CLOSED, PACED, IDLE };

static struct load load;
static enum mode mode = CLOSED;
static int connections = 64;
static double settle_seconds = 0.5, window_seconds = 5;
static long rate = 2000;
static struct client *clients;

// Paced mode: who is free, and when the next request is due.
static struct client **free_clients;
static int free_count;
static int64_t next_due;

// Idle mode: how many have had their one answer, how many are being opened.
static int held, opened;

static const char help[] =
    "load --proxy PORT --origin PORT [options]\n"
    "  --mode closed|paced|idle  closed loop; open loop at --rate; open connections and hold them\n"
    "  --door origin|absolute|connect   form of the request\n"
    "  --body BYTES              body size to ask the origin for (1024)\n"
    "  --connections N           (64)\n"
    "  --per-connection N        requests before a connection is replaced (0: never)\n"
    "  --rate N                  paced mode: requests per second; latency counts from the due time\n"
    "  --settle S --window S     seconds before and in the measured window (0.5, 5)\n"
    "  --tls                     TLS to the proxy, no session resumption, nothing verified\n"
    "  --verify                  compare every body byte with the origin's pattern\n"
    "Idle mode makes one request on each connection, reports `held`, and ends when stdin does.\n";

static void closed_ready(struct load *l, struct client *c) {
  client_request(l, c, l->per_connection == 1 ? c->opened : now_nanos());
}

static void paced_send(void) {
  int64_t now = now_nanos();
  while (next_due <= now && free_count > 0) {
    struct client *c = free_clients[--free_count];
    if (c->phase != READY) continue;  // it was closed while idle, and comes back by itself
    if (now - next_due > LATE_NANOS) load.counts.late++;
    client_request(&load, c, next_due);
    next_due += 1000000000L / rate;
  }
}

static void paced_ready(struct load *l, struct client *c) {
  (void)l;
  for (int i = 0; i < free_count; i++) {
    if (free_clients[i] == c) return;
  }
  free_clients[free_count++] = c;
}

static void idle_ready(struct load *l, struct client *c) {
  if (c->requests == 0) client_request(l, c, now_nanos());
}

static void idle_answered(struct load *l, struct client *c) {
  (void)c;
  held++;
  if (opened < connections) client_open(l, &clients[opened++]);
}

static void ignore_answer(struct load *l, struct client *c) {
  (void)l;
  (void)c;
}

static void print_result(double seconds) {
  struct counts *c = &load.counts;
  char error[sizeof load.first_error];
  strcpy(error, load.first_error);
  for (char *p = error; *p; p++) {
    if (*p == '"' || *p == '\\' || (unsigned char)*p < ' ') *p = ' ';
  }
  printf("{\"event\":\"end\",\"seconds\":%.6f,\"requests\":%lu,\"bytes\":%lu,\"connections\":%lu,"
         "\"errors\":%lu,\"late\":%lu,\"p50_us\":%.1f,\"p99_us\":%.1f,\"p999_us\":%.1f,"
         "\"max_us\":%.1f,\"first_error\":\"%s\"}\n",
         seconds, c->requests, c->bytes, c->connections, c->errors, c->late,
         histogram_micros(&c->latency, 0.5), histogram_micros(&c->latency, 0.99),
         histogram_micros(&c->latency, 0.999), histogram_micros(&c->latency, 1), error);
  fflush(stdout);
}

// Serves what is ready, waiting until `until` (or the next due request) at most.
static void turn(int64_t until) {
  if (mode == PACED) {
    paced_send();
    if (free_count > 0 && next_due < until) until = next_due;
  }
  int64_t left = until - now_nanos();
  if (left < 0) left = 0;
  struct timespec wait = {.tv_sec = left / 1000000000L, .tv_nsec = left % 1000000000L};
  struct epoll_event ready[256];
  int n = epoll_pwait2(load.poller, ready, 256, &wait, NULL);
  for (int i = 0; i < n; i++) client_event(&load, ready[i].data.ptr);
}

static void run_until(int64_t end) {
  while (now_nanos() < end && load.counts.errors < ERROR_LIMIT) turn(end);
}

static void measure(void) {
  for (int i = 0; i < connections; i++) client_open(&load, &clients[i]);
  next_due = now_nanos();
  run_until(now_nanos() + (int64_t)(settle_seconds * 1e9));
  uint64_t early_errors = load.counts.errors;
  memset(&load.counts, 0, sizeof load.counts);
  load.counts.errors = early_errors;
  puts("{\"event\":\"begin\"}");
  fflush(stdout);
  int64_t begin = now_nanos();
  run_until(begin + (int64_t)(window_seconds * 1e9));
  print_result((double)(now_nanos() - begin) / 1e9);
}

static void hold(void) {
  int64_t deadline = now_nanos() + (int64_t)(window_seconds * 1e9);
  while (opened < connections && opened < 128) client_open(&load, &clients[opened++]);
  while (held < connections && now_nanos() < deadline && load.counts.errors < 100) turn(deadline);
  printf("{\"event\":\"held\",\"held\":%d}\n", held);
  fflush(stdout);
  struct epoll_event end_of_input = {.events = EPOLLIN | EPOLLHUP, .data.ptr = NULL}, event;
  epoll_ctl(load.poller, EPOLL_CTL_ADD, 0, &end_of_input);
  for (;;) {
    if (epoll_wait(load.poller, &event, 1, -1) != 1) continue;
    if (event.data.ptr == NULL) break;
    client_event(&load, event.data.ptr);
  }
  print_result(0);
}

static void make_requests(int proxy_port, int origin_port) {
  int port = load.door == ORIGIN_FORM ? proxy_port : origin_port;
  char base[64] = "";
  if (load.door == ABSOLUTE_FORM) snprintf(base, sizeof base, "http://127.0.0.1:%d", port);
  load.request_size = snprintf(
      load.request, sizeof load.request,
      "GET %s/%ld HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUser-Agent: bench\r\nAccept: */*\r\n%s\r\n", base,
      load.body, port, load.per_connection == 1 ? "Connection: close\r\n" : "");
  load.tunnel_request_size = snprintf(load.tunnel_request, sizeof load.tunnel_request,
                                      "CONNECT 127.0.0.1:%d HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n",
                                      origin_port, origin_port);
}

static SSL_CTX *tls_context(void) {
  SSL_CTX *context = SSL_CTX_new(TLS_client_method());
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_options(context, SSL_OP_NO_TICKET);
  // One cipher and one group, so that every proxy does the same arithmetic.
  SSL_CTX_set_ciphersuites(context, "TLS_AES_128_GCM_SHA256");
  SSL_CTX_set1_groups_list(context, "X25519");
  return context;
}

static int choice(const char *value, const char *const names[3]) {
  for (int i = 0; i < 3; i++) {
    if (!strcmp(value, names[i])) return i;
  }
  fprintf(stderr, "load: '%s' is none of %s, %s, %s\n", value, names[0], names[1], names[2]);
  exit(2);
}

static void read_options(int argc, char **argv) {
  static const char *const modes[] = {"closed", "paced", "idle"};
  static const char *const doors[] = {"origin", "absolute", "connect"};
  static const struct option options[] = {
      {"proxy", 1, 0, 'p'},       {"origin", 1, 0, 'o'}, {"mode", 1, 0, 'm'},
      {"door", 1, 0, 'd'},        {"body", 1, 0, 'b'},   {"connections", 1, 0, 'c'},
      {"per-connection", 1, 0, 'n'}, {"rate", 1, 0, 'r'}, {"settle", 1, 0, 's'},
      {"window", 1, 0, 'w'},      {"tls", 0, 0, 't'},    {"verify", 0, 0, 'v'},
      {"help", 0, 0, 'h'},        {0, 0, 0, 0}};
  int option, proxy_port = 0, origin_port = 0;
  load.body = 1024;
  while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
    switch (option) {
      case 'p': proxy_port = atoi(optarg); break;
      case 'o': origin_port = atoi(optarg); break;
      case 'm': mode = (enum mode)choice(optarg, modes); break;
      case 'd': load.door = (enum door)choice(optarg, doors); break;
      case 'b': load.body = atol(optarg); break;
      case 'c': connections = atoi(optarg); break;
      case 'n': load.per_connection = atol(optarg); break;
      case 'r': rate = atol(optarg); break;
      case 's': settle_seconds = atof(optarg); break;
      case 'w': window_seconds = atof(optarg); break;
      case 't': load.tls = tls_context(); break;
      case 'v': load.verify = 1; break;
      default: fputs(help, option == 'h' ? stdout : stderr); exit(option == 'h' ? 0 : 2);
    }
  }
  if (!proxy_port || !origin_port || connections < 1 || rate < 1) {
    fputs(help, stderr);
    exit(2);
  }
  load.proxy.sin_family = AF_INET;
  load.proxy.sin_port = htons((uint16_t)proxy_port);
  load.proxy.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  make_requests(proxy_port, origin_port);
}

int main(int argc, char **argv) {
  signal(SIGPIPE, SIG_IGN);
  prctl(PR_SET_TIMERSLACK, 1);  // paced requests leave on time, not 50 us after it
  read_options(argc, argv);
  load.poller = epoll_create1(0);
  load.ready = mode == CLOSED ? closed_ready : mode == PACED ? paced_ready : idle_ready;
  load.answered = mode == IDLE ? idle_answered : ignore_answer;
  clients = calloc((size_t)connections, sizeof *clients);
  free_clients = calloc((size_t)connections, sizeof(struct client *));
  load.pattern = malloc((size_t)load.body + 1);
  pattern_fill(load.pattern, load.body);
  if (mode == IDLE) {
    hold();
  } else {
    measure();
  }
  return 0;
}
