// Makes a dump of a released schema: starts that release's program on an empty database, lets
// people do what it lets them do, and takes down what is there then. See README.md.
//
//   node make.mjs PROGRAM ADMIN_URL FILE.sql.gz

import { execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import pg from "pg";

const [program, adminUrl, file] = process.argv.slice(2);
const PASSWORD = "seven herons above the quiet weir";
/** Far enough away that it is still to come when the dump is restored. */
const DATE = "2090-06-21";

const port = await new Promise((done) => {
  const probe = createServer().listen(0, "127.0.0.1", () => {
    const { port } = probe.address();
    probe.close(() => done(port));
  });
});
const site = `http://127.0.0.1:${port}`;
const name = `released_${randomBytes(4).toString("hex")}`;
const url = new URL(adminUrl);
url.pathname = `/${name}`;

async function admin(sql) {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  await client.query(sql);
  await client.end();
}

/** Somebody with an account, who is logged in. */
async function member(username, firstName) {
  const jar = new Map();
  const call = async (method, path, data, more = {}) => {
    const answer = await fetch(`${site}/api/v1${path}`, {
      method,
      headers: {
        "user-agent": "journeyman/1.0",
        origin: site,
        cookie: [...jar.values()].join("; "),
        ...(data && { "content-type": "application/json" }),
        ...more,
      },
      body: data && JSON.stringify(data),
    });
    for (const set of answer.headers.getSetCookie()) jar.set(set.split("=")[0], set.split(";")[0]);
    const text = await answer.text();
    // What this release does not know yet is not in its dump.
    if ([404, 405].includes(answer.status)) return undefined;
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text ? JSON.parse(text) : {};
  };
  const email = `${username}@example.org`;
  const account = { username, email, password: PASSWORD, first_name: firstName };
  const made = await call("POST", "/auth/register", account);
  const hash = new URL(made.confirmation.link).searchParams.get("hash");
  await call("POST", "/auth/confirm", { hash });
  await call("POST", "/auth/login", { login: username, password: PASSWORD });
  return call;
}

/** What the tests look for in every dump, and something of everything else that there is. */
async function live(wanda, otto) {
  const event = (more) => ({
    title: "Lanterns over the lock",
    description: "Bring a light.\n\n“Ünïcödé” – 灯籠, 🏮, and a tab\there.",
    date: DATE,
    time: "21:30",
    location: "Leipzig, Old Lock",
    visibility: "public",
    maximum_attendees: 12,
    price: "4.50",
    currency: "EUR",
    ...more,
  });
  const lanterns = await wanda("POST", "/events", event());
  const secret = await wanda("POST", "/events", event({ title: "Supper behind the mill", visibility: "invite-only" }));
  await otto("PUT", `/events/${lanterns.id}/booking`, undefined, { "idempotency-key": "otto-1" });
  await otto("PATCH", "/users/me", { age: 34, last_name: "Øster" });
  await wanda("POST", `/events/${secret.id}/invitations`, { user: "otto" });
  await wanda("PATCH", `/events/${lanterns.id}`, { location: "Leipzig, New Lock" }, { "if-match": "*" });
  await wanda("POST", `/events/${lanterns.id}/notifications`);
  await otto("POST", "/auth/token", { login: "otto", password: PASSWORD });
  await otto("POST", "/users/me/calendar-feed");
  await wanda("POST", "/conversations/otto/messages", { text: "Shall I bring a lantern for you, too?" });
  await otto("POST", "/conversations/wanda/messages", { text: "Yes, a red one, please." });
  await wanda("PUT", "/users/oskar/block");
}

const folder = mkdtempSync(join(tmpdir(), "event-booking-release-"));
await admin(`CREATE DATABASE ${name}`);
let server;

/** Starts the program with these variables besides the usual ones, and waits until it is ready. */
async function start(variables) {
  server = spawn(resolve(program), ["serve", "--demo"], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      LISTEN: `127.0.0.1:${port}`,
      DATABASE_URL: url.toString(),
      DATA_DIR: folder,
      SECRET_KEY: "x".repeat(64),
      RATE_LIMITS: "off",
      LOG: "error",
      ...variables,
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const isReady = () => fetch(`${site}/health/ready`).then((answer) => answer.ok, () => false);
  while (!(await isReady())) {
    if (server.exitCode !== null) throw new Error("the program ended");
    await new Promise((done) => setTimeout(done, 100));
  }
}

async function stop() {
  const ended = new Promise((done) => server.once("exit", done));
  server.kill("SIGTERM");
  await ended;
}

try {
  await start({});
  const people = [await member("wanda", "Wanda"), await member("otto", "Otto")];
  await stop();
  // Nobody takes the mails: they are in the dump.
  await start({
    MAIL: "smtp",
    MAIL_FROM_ADDRESS: "events@example.org",
    SMTP_HOST: "127.0.0.1",
    SMTP_PORT: "9",
    SMTP_TLS: "none",
  });
  await live(...people);
  await stop();
  const text = execFileSync(
    process.env.PG_DUMP ?? "pg_dump",
    ["--no-owner", "--no-privileges", "--inserts", "--rows-per-insert=100", url.toString()],
    { encoding: "utf8", maxBuffer: 1 << 30 },
  );
  // What is left is plain SQL: orders to psql begin with a backslash.
  const sql = text.replaceAll(/^\\(un)?restrict .*\n/gm, "");
  writeFileSync(file, gzipSync(sql, { level: 9 }));
} finally {
  server?.kill("SIGKILL");
  await admin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  rmSync(folder, { recursive: true, force: true });
}
