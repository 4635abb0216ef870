// One client connection of the load generator: connect, TLS and CONNECT if asked for, then
// requests. The connection reports to `struct load`, which decides when the next one is sent.
#ifndef CLIENT_H
#define CLIENT_H

#include <netinet/in.h>
#include <openssl/ssl.h>
#include <stdint.h>

#include "histogram.h"

enum door { ORIGIN_FORM, ABSOLUTE_FORM, TUNNEL };
enum phase { CONNECTING, HANDSHAKING, OPENING_TUNNEL, READY, HEAD, BODY };

#define CLIENT_BUFFER 16384

struct client {
  int fd, size, closing;
  enum phase phase;
  SSL *ssl;
  long requests, body_at, body_size;
  int64_t opened;  // when its connect began
  int64_t due;     // when the current request should have been sent; latency counts from here
  char buffer[CLIENT_BUFFER + 1];
};

// Counters of the measured window; everything before it is thrown away.
struct counts {
  uint64_t requests, bytes, connections, errors, late;
  struct histogram latency;
};

struct load {
  // What to do.
  struct sockaddr_in proxy;
  enum door door;
  int verify;
  long body, per_connection;  // requests per connection, 0: no limit
  SSL_CTX *tls;
  char request[512], tunnel_request[256];
  int request_size, tunnel_request_size;
  // What happened.
  int poller;
  struct counts counts;
  char first_error[160];
  char *pattern;
  void (*ready)(struct load *, struct client *);     // may send the next request
  void (*answered)(struct load *, struct client *);  // one good response is complete
};

int64_t now_nanos(void);

void client_open(struct load *load, struct client *c);
void client_request(struct load *load, struct client *c, int64_t due);
void client_event(struct load *load, struct client *c);

#endif
