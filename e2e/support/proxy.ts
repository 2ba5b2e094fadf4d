/** A door in front of a server that can put another file in the place of one of its own. */

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Proxy {
  url: string;
  /** What comes instead, by path. */
  instead: Map<string, string>;
  close: () => void;
}

/** Opens a door to the server at this origin. Sockets do not pass. */
export async function openProxy(origin: string): Promise<Proxy> {
  const instead = new Map<string, string>();
  const pass = async (request: IncomingMessage, response: ServerResponse) => {
    const answer = await fetch(`${origin}${request.url}`, {
      headers: { "accept-language": request.headers["accept-language"] ?? "en" },
    });
    const headers = new Headers(answer.headers);
    for (const name of ["content-encoding", "content-length", "transfer-encoding"]) {
      headers.delete(name);
    }
    const body = instead.get(request.url ?? "") ?? Buffer.from(await answer.arrayBuffer());
    response.writeHead(answer.status, Object.fromEntries(headers));
    response.end(body);
  };
  const server = createServer((request, response) => {
    pass(request, response).catch(() => {
      // The server is gone, or hung up in the middle: a page sees that, the test goes on.
      if (!response.headersSent) response.writeHead(502);
      response.end();
    });
  });
  await new Promise<void>((opened) => server.listen(0, "127.0.0.1", opened));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${port}`, instead, close };
}
