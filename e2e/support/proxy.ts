/** A door in front of a server that can put another file in the place of one of its own. */

import { createServer } from "node:http";
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
  const server = createServer(async (request, response) => {
    const answer = await fetch(`${origin}${request.url}`, {
      headers: { "accept-language": request.headers["accept-language"] ?? "en" },
    });
    const headers = new Headers(answer.headers);
    for (const name of ["content-encoding", "content-length", "transfer-encoding"]) {
      headers.delete(name);
    }
    response.writeHead(answer.status, Object.fromEntries(headers));
    const body = instead.get(request.url ?? "");
    response.end(body ?? Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((opened) => server.listen(0, "127.0.0.1", opened));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${port}`, instead, close };
}
