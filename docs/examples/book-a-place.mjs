// Finds an event and books a place at it, with Node.js 20 or newer and nothing else.
//
//   EVENT_BOOKING_LOGIN=lena EVENT_BOOKING_PASSWORD='…' node book-a-place.mjs 'small stages'
//
// The tokens are kept in a file, so that the password is needed once and not for every call.
import { readFile, rename, writeFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";

const api = `${process.env.EVENT_BOOKING_URL ?? "http://127.0.0.1:8080"}/api/v1`;
const file = process.env.EVENT_BOOKING_TOKENS ?? "event-booking-tokens.json";

/** What the server refuses: a problem document (RFC 9457). */
class Problem extends Error {
  constructor(document) {
    super(document.detail);
    this.status = document.status;
    this.kind = document.type;
  }
}

/** Sends a request and reads the answer; waits where the server says that it was too much. */
async function send(method, path, { body, token } = {}) {
  const headers = {};
  if (token) headers.authorization = `Bearer ${token}`;
  if (body) headers["content-type"] = "application/json";
  const response = await fetch(api + path, { method, headers, body: body && JSON.stringify(body) });
  if (response.status === 429) {
    await wait(1000 * Number(response.headers.get("retry-after")));
    return send(method, path, { body, token });
  }
  const text = await response.text();
  const answer = text ? JSON.parse(text) : null;
  if (!response.ok) throw new Problem(answer);
  return answer;
}

class Client {
  #tokens;
  #renewal;

  constructor(tokens) {
    this.#tokens = tokens;
  }

  /** With the tokens of the last run, if there are any. */
  static async restore() {
    const text = await readFile(file, "utf8").catch(() => "null");
    return new Client(JSON.parse(text));
  }

  /** A request in the person's name. Access tokens live for minutes, so a 401 is nothing special. */
  async call(method, path, body) {
    if (!this.#tokens) await this.#renew();
    const used = this.#tokens;
    try {
      return await send(method, path, { body, token: used.access_token });
    } catch (problem) {
      if (problem.status !== 401) throw problem;
      // Another call may have fetched new ones meanwhile.
      if (this.#tokens === used) await this.#renew();
      return send(method, path, { body, token: this.#tokens.access_token });
    }
  }

  /**
   * New tokens. A refresh token works once, and whoever uses it twice ends the session: however
   * many calls need new tokens at the same time, one of them fetches them.
   */
  #renew() {
    this.#renewal ??= this.#fetchTokens().finally(() => (this.#renewal = undefined));
    return this.#renewal;
  }

  async #fetchTokens() {
    this.#tokens = (await this.#refresh()) ?? (await this.#logIn());
    // In one step, so that a crash leaves the old tokens or the new ones.
    await writeFile(`${file}.new`, JSON.stringify(this.#tokens), { mode: 0o600 });
    await rename(`${file}.new`, file);
  }

  async #refresh() {
    if (!this.#tokens) return null;
    const body = { refresh_token: this.#tokens.refresh_token };
    try {
      return await send("POST", "/auth/token/refresh", { body });
    } catch (problem) {
      if (problem.status === 401) return null;
      throw problem;
    }
  }

  #logIn() {
    const { EVENT_BOOKING_LOGIN: login, EVENT_BOOKING_PASSWORD: password } = process.env;
    if (!login || !password) throw new Error("Set EVENT_BOOKING_LOGIN and EVENT_BOOKING_PASSWORD.");
    return send("POST", "/auth/token", { body: { login, password } });
  }
}

async function main(words) {
  if (!words) throw new Error("Say which event: words of its title or place.");
  const client = await Client.restore();
  const query = new URLSearchParams({ query: words, limit: "1" });
  const { items } = await client.call("GET", `/events?${query}`);
  if (items.length === 0) throw new Error("There is no event to come with these words.");
  const receipt = await client.call("PUT", `/events/${items[0].id}/booking`);
  console.log(`${receipt.outcome}: ${receipt.event.title}`);
}

try {
  await main(process.argv[2]);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
