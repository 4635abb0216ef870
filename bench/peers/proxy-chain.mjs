// proxy-chain as a forward proxy without credentials or an upstream proxy.
// usage: node proxy-chain.mjs PORT [ACCESS_LOG]
import http from 'node:http';
import { Server } from 'proxy-chain';
import { accessLog } from './access_log.mjs';

const [port, logFile] = process.argv.slice(2);
const log = accessLog(logFile);

const httpAgent = new http.Agent({ keepAlive: true, maxSockets: 256 });
const proxy = new Server({
  port: Number(port),
  host: '127.0.0.1',
  prepareRequestFunction: () => ({ httpAgent }),
});
proxy.server.prependListener('request', (request, response) => {
  const started = Date.now();
  const before = request.socket.bytesWritten;
  response.on('finish', () => {
    log(request, response.statusCode, request.socket.bytesWritten - before, started);
  });
});
proxy.server.prependListener('connect', (request, socket) => {
  const started = Date.now();
  socket.once('close', () => log(request, 200, socket.bytesWritten, started));
});
proxy.server.keepAliveTimeout = 300_000;
await proxy.listen();
