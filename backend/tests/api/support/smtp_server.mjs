// A mail server that misbehaves when it is told to. Speaks SMTP on one port and takes orders as
// JSON over HTTP on another; it ends when whoever started it is gone.
//
// node smtp_server.mjs SMTP_PORT CONTROL_PORT

import http from "node:http";
import { SMTPServer } from "smtp-server";

const [smtpPort, controlPort] = process.argv.slice(2).map(Number);

let rules = []; // { does, to, times }: to is an address or "*"; once used up, a rule is gone
let held = []; // what goes on when the order "release" comes
const mails = []; // { to, id }: everything that was accepted
let attempts = []; // recipients, whatever became of them
let server;

/** Whether a rule wants this for the address; counts it. */
function wants(does, to) {
  const rule = rules.find((rule) => rule.does === does && (rule.to === "*" || rule.to === to));
  if (!rule) return false;
  if (--rule.times <= 0) rules = rules.filter((other) => other !== rule);
  return true;
}

const refusal = (responseCode, message) => Object.assign(new Error(message), { responseCode });

/** Cuts the connection as a network would. */
function cut(session) {
  for (const connection of server.connections) {
    if (connection.session === session) connection._socket.destroy();
  }
}

function onRcptTo({ address }, session, answer) {
  attempts.push(address);
  if (wants("refuse", address)) return answer(refusal(550, `5.1.1 <${address}> No such user`));
  if (wants("defer", address)) return answer(refusal(451, "4.7.1 Not now"));
  if (wants("hold", address)) return held.push(answer);
  answer();
}

function onData(stream, session, answer) {
  const to = session.envelope.rcptTo[0].address;
  if (wants("cut_in_data", to)) return cut(session);
  const chunks = [];
  stream.on("data", (chunk) => chunks.push(chunk));
  stream.on("end", () => {
    const [, id] = /^Message-ID: *(\S+)/im.exec(Buffer.concat(chunks).toString()) ?? [];
    mails.push({ to, id });
    if (wants("cut_after_data", to)) return cut(session);
    answer();
  });
}

function up() {
  server = new SMTPServer({
    disabledCommands: ["STARTTLS"],
    authOptional: true,
    allowInsecureAuth: true,
    onAuth: (auth, session, answer) =>
      wants("refuse_login", "*")
        ? answer(refusal(535, "5.7.8 Wrong name or password"))
        : answer(null, { user: auth.username }),
    onConnect: (session, answer) =>
      wants("refuse_connection", "*") ? answer(refusal(554, "5.7.1 Go away")) : answer(),
    onRcptTo,
    onData,
  });
  server.on("error", () => {}); // connections that were cut
  return new Promise((resolve) => server.listen(smtpPort, "127.0.0.1", resolve));
}

function down() {
  return new Promise((resolve) => {
    server.server.close(resolve);
    for (const connection of server.connections) connection._socket.destroy();
  });
}

const orders = {
  "/rule": (rule) => void rules.push({ times: Infinity, ...rule }),
  "/release": () => {
    rules = rules.filter((rule) => rule.does !== "hold");
    held.splice(0).forEach((answer) => answer());
  },
  "/mails": () => mails,
  "/attempts": () => attempts,
  "/up": up,
  "/down": down,
};

http
  .createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const result = await orders[request.url](JSON.parse(body));
    response.end(JSON.stringify(result ?? null));
  })
  .listen(controlPort, "127.0.0.1");

process.stdin.on("end", () => process.exit()).resume();
await up();
