// The access log the two Node peers do not have: the same line as everyone's, written in blocks.
import { createWriteStream } from 'node:fs';

export function accessLog(file) {
  if (!file) return () => {};
  const out = createWriteStream(file);
  let lines = '';
  const flush = () => {
    if (lines) out.write(lines);
    lines = '';
  };
  setInterval(flush, 1000).unref();
  return (request, status, bytes, started) => {
    const line = `${request.method} ${request.url} HTTP/${request.httpVersion}`;
    const address = request.socket.remoteAddress;
    const time = new Date().toISOString();
    lines += `${time} ${address} "${line}" ${status} ${bytes} ${Date.now() - started}\n`;
    if (lines.length > 65536) flush();
  };
}
