// Two people and an event, by a client whose types are made from openapi.yaml: what does not fit the
// contract does not compile, and what the server does not keep of it fails here.
//
//   node journey.js http://127.0.0.1:8080
import createClient, { type Client } from "openapi-fetch";
import type { components, paths } from "./api.js";

type Problem = components["schemas"]["Problem"];
type Tokens = components["schemas"]["Tokens"];

declare const process: { argv: string[] };

const server = process.argv[2];
if (!server) throw new Error("say where the server is");
const password = "dragonfly on a warm roof";

/** What came back, or an error that says what was refused. */
function given<T>(answer: { data?: T; error?: Problem; response: Response }): T {
  if (answer.error !== undefined || !answer.response.ok) {
    throw new Error(`${answer.response.url}: ${answer.response.status} ${answer.error?.detail}`);
  }
  return answer.data as T;
}

function check(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(`this should hold: ${what}`);
}

class Person {
  private constructor(
    readonly username: string,
    readonly api: Client<paths>,
    readonly tokens: Tokens,
  ) {}

  /** Registers, follows the link that the server shows while mail is off, and gets tokens. */
  static async register(username: string): Promise<Person> {
    const guest = createClient<paths>({ baseUrl: server! });
    const email = `${username}@example.org`;
    const registration = given(
      await guest.POST("/api/v1/auth/register", { body: { username, email, password } }),
    );
    const notice = registration.confirmation;
    check(notice.delivery === "browser" && typeof notice.link === "string", "the link is shown");
    const hash = new URL(notice.link).searchParams.get("hash");
    check(hash !== null, "the link has a key");
    given(await guest.POST("/api/v1/auth/confirm", { body: { hash } }));
    const tokens = given(
      await guest.POST("/api/v1/auth/token", { body: { login: username, password } }),
    );
    const headers = { Authorization: `Bearer ${tokens.access_token}` };
    return new Person(username, createClient<paths>({ baseUrl: server!, headers }), tokens);
  }
}

const inAMonth = new Date(Date.now() + 30 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
const number = Date.now() % 1_000_000;
const mira = await Person.register(`mira-${number}`);
const jonas = await Person.register(`jonas-${number}`);

// She publishes an event, and changes it without overwriting what somebody else has changed.
const created = await mira.api.POST("/api/v1/events", {
  body: {
    title: "Night of the Small Stages",
    description: "Six bands, three living rooms, one ticket.",
    date: inAMonth,
    time: "19:30",
    visibility: "public",
    maximum_attendees: 1,
  },
  params: { header: { "Idempotency-Key": crypto.randomUUID() } },
});
const event = given(created);
const version = created.response.headers.get("ETag");
check(version !== null, "a new event has a version");
const path = { id: event.id };
const changed = given(
  await mira.api.PATCH("/api/v1/events/{id}", {
    params: { path, header: { "If-Match": version } },
    body: { location: "Stuttgart, Feuersee" },
  }),
);
check(changed.location === "Stuttgart, Feuersee", "the place is changed");
const late = await mira.api.PATCH("/api/v1/events/{id}", {
  params: { path, header: { "If-Match": version } },
  body: { location: "Stuttgart, Marienplatz" },
});
check(late.response.status === 412, "an old version is refused");
check(late.error?.type === "/problems/edited-meanwhile", "and the refusal says why");

// He finds it, page by page, and takes the only place.
const listed: string[] = [];
let cursor: string | null | undefined;
do {
  const query = { query: "small stages", limit: 5, ...(cursor ? { cursor } : {}) };
  const page = given(await jonas.api.GET("/api/v1/events", { params: { query } }));
  listed.push(...page.items.map((found) => found.id));
  cursor = page.next_cursor;
} while (cursor);
check(listed.includes(event.id), "the event is found");
const receipt = given(await jonas.api.PUT("/api/v1/events/{id}/booking", { params: { path } }));
check(receipt.outcome === "booked", "the place is booked");
check(receipt.event.places_left === 0, "none is left");

// They talk.
const sent = given(
  await jonas.api.POST("/api/v1/conversations/{username}/messages", {
    params: { path: { username: mira.username } },
    body: { text: "Shall I bring a lantern?" },
  }),
);
const messages = given(
  await mira.api.GET("/api/v1/conversations/{username}/messages", {
    params: { path: { username: jonas.username } },
  }),
);
check(messages.items[0]?.id === sent.message.id, "the message is there");

// She sees who comes, and calls it off; he gets the next pair of tokens, and sees it.
const attendees = given(
  await mira.api.GET("/api/v1/events/{id}/attendees", { params: { path } }),
);
check(attendees.items[0]?.person.username === jonas.username, "he is on the list");
given(
  await mira.api.POST("/api/v1/events/{id}/cancellation", {
    params: { path },
    body: { reason: "The singers have lost their voices." },
  }),
);
given(
  await jonas.api.POST("/api/v1/auth/token/refresh", {
    body: { refresh_token: jonas.tokens.refresh_token },
  }),
);
const over = await jonas.api.PUT("/api/v1/events/{id}/booking", { params: { path } });
check(over.response.status === 404 || over.response.status === 409, "nobody can book it any more");
console.log("Two people, an event, a place, a message and a cancellation.");
