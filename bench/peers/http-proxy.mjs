// http-proxy as a reverse proxy: one process, upstream connections kept alive.
// usage: node http-proxy.mjs PORT ORIGIN_PORT [ACCESS_LOG]
import http from 'node:http';
import httpProxy from 'http-proxy';
import { accessLog } from './access_log.mjs';

const [port, originPort, logFile] = process.argv.slice(2);
const log = accessLog(logFile);

const proxy = httpProxy.createProxyServer({
  target: `http://127.0.0.1:${originPort}`,
  agent: new http.Agent({ keepAlive: true, maxSockets: 256 }),
});
proxy.on('error', (error, request, response) => {
  if (response.writeHead && !response.headersSent) response.writeHead(502);
  response.end();
});
const server = http.createServer((request, response) => {
  const started = Date.now();
  response.on('finish', () => {
    log(request, response.statusCode, response.getHeader('content-length') ?? 0, started);
  });
  proxy.web(request, response);
});
server.keepAliveTimeout = 300_000;
server.listen(Number(port), '127.0.0.1', 4096);
