// A mail server that keeps its word: what it has accepted stands in a file before it says so, and
// is there when it was killed and started again. It ends when whoever started it is gone.
//
// node mail_server.mjs PORT FILE [NUMBER]
//
// With a NUMBER it loses the mail of that number, for the positive control.

import { appendFileSync } from "node:fs";
import { SMTPServer } from "smtp-server";

const [port, file, lost] = process.argv.slice(2);
let number = 0;

const server = new SMTPServer({
  disabledCommands: ["STARTTLS", "AUTH"],
  authOptional: true,
  onData(stream, session, answer) {
    const chunks = [];
    stream.on("data", (chunk) => chunks.push(chunk));
    stream.on("end", () => {
      const [, id] = /^Message-ID: *<([^@>]*)/im.exec(Buffer.concat(chunks).toString()) ?? [];
      const to = session.envelope.rcptTo[0].address;
      if (++number !== Number(lost)) {
        appendFileSync(file, JSON.stringify({ id, to, at: Date.now() }) + "\n");
      }
      // Long enough to be killed in between.
      setTimeout(answer, 3);
    });
  },
});
server.on("error", () => {}); // connections that were cut
server.listen(Number(port), "127.0.0.1");
process.stdin.on("end", () => process.exit()).resume();
