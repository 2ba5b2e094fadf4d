/** Every page of the site in each of its states, for checks that hold for all of them. */

import { expect } from "@playwright/test";
import type { Guard } from "../fixtures/guard";
import type { Person } from "../fixtures/person";
import { inDays } from "./days";
import { png } from "./png";

export interface Place {
  name: string;
  /** Goes there and waits until everything has arrived. */
  go: (person: Person) => Promise<void>;
  /** What one came for. */
  action?: (person: Person) => ReturnType<Person["heading"]>;
}

const home = "Good evenings start with a ticket";
const overview = "Find something worth leaving the house for";

const opens = (path: string, heading: string | RegExp) => async (person: Person) => {
  await person.open(path);
  const name = typeof heading === "string" ? person.word(heading) : heading;
  await expect(person.page.getByRole("heading", { level: 1, name })).toBeVisible();
  await arrives(person);
};

async function arrives(person: Person): Promise<void> {
  await expect(person.page.locator(".bone")).toHaveCount(0);
}

const button = (name: string) => (person: Person) =>
  person.main.getByRole("button", { name: person.word(name), exact: true });

async function choosePicture(person: Person, buffer: Buffer): Promise<void> {
  const file = { name: "picture.png", mimeType: "image/png", buffer };
  await person.page.locator("input[type=file]").setInputFiles(file);
}

const sees = (person: Person, words: string) =>
  expect(person.main.getByText(person.word(words))).toBeVisible();

/** What guests see of what the host publishes; the visitor is there to take a place. */
export async function guestPlaces(host: Person, visitor: Person, guard: Guard): Promise<Place[]> {
  const event = await host.publishes(crowded);
  const full = await host.publishes({ ...crowded, maximum_attendees: 1 });
  await visitor.books(full);
  const month = `/event-overview?view=month&month=${event.date.slice(0, 7)}`;
  guard.expectRefusal(401, "/api/v1/auth/login");
  guard.expectRefusal(404, "/no-such-page");
  guard.expectRefusal(404, "/api/v1/users/nobody-at-all");
  guard.expectRefusal(404, "/api/v1/events/none");
  return [
    {
      name: "home",
      go: opens("/", home),
      action: (person) => person.main.getByRole("link", { name: person.word("See what is on") }),
    },
    { name: "overview", go: opens("/event-overview", overview) },
    {
      name: "month",
      go: async (person) => {
        await opens(month, overview)(person);
        // Where there is little room, they are only dots.
        await expect(person.page.locator(".month-event").first()).toBeAttached();
      },
    },
    {
      name: "day of a month",
      go: async (person) => {
        await opens(`${month}&day=${event.date}`, overview)(person);
        await expect(person.main.getByRole("article").first()).toBeVisible();
      },
    },
    {
      name: "empty month",
      go: async (person) => {
        // Farther away than any journey plans.
        await opens("/event-overview?view=month&month=2190-05", overview)(person);
        await sees(person, "Nothing is planned in this month.");
      },
    },
    { name: "no match", go: opens("/event-overview?query=zzzzzz", overview) },
    {
      name: "days that run backwards",
      go: async (person) => {
        await opens(`/event-overview?from=${inDays(10)}&to=${inDays(5)}`, overview)(person);
        await sees(person, "The last day lies before the first.");
      },
    },
    {
      name: "detail",
      go: opens(`/event-detail/${event.id}`, event.title),
      action: (person) => person.stub.getByRole("link", { name: person.word("Log in to book a place") }),
    },
    {
      name: "fully booked",
      go: async (person) => {
        await opens(`/event-detail/${full.id}`, full.title)(person);
        await sees(person, "Fully booked. A place may become free again.");
      },
    },
    { name: "profile", go: opens(`/profile/${host.username}`, host.firstName) },
    {
      name: "sharing",
      go: async (person) => {
        await opens(`/event-detail/${event.id}`, event.title)(person);
        await person.page.evaluate(() => {
          Object.defineProperty(navigator, "share", { value: undefined });
          navigator.clipboard.writeText = () => Promise.reject(new Error("no"));
        });
        await button("Share")(person).click();
        await expect(person.dialog.getByRole("textbox")).toBeVisible();
      },
    },
    { name: "login", go: opens("/login", "Log in"), action: button("Log in") },
    {
      name: "login refused",
      go: async (person) => {
        await opens("/login?next=%2Fevent-create", "Log in")(person);
        await person.typeLogin("nobody-at-all", "nothing that fits");
        await expect(person.problems).toBeVisible();
      },
    },
    { name: "login again", go: opens("/login?next=%2Fprofile&ended=1", "Log in"), action: button("Log in") },
    { name: "register", go: opens("/register", "Create your account") },
    {
      name: "register refused",
      go: async (person) => {
        await opens("/register", "Create your account")(person);
        await person.main.getByRole("button", { name: person.word("Create account") }).click();
        await expect(person.problems).toBeVisible();
      },
    },
    {
      name: "changing the language",
      go: async (person) => {
        await opens("/register", "Create your account")(person);
        // Without anything typed, nothing would be asked.
        await person.field("Username").fill("gustav");
        const other = person.language === "de" ? "English" : "Deutsch";
        await person.page.getByRole("contentinfo").getByRole("button", { name: other, exact: true }).click();
        await expect(person.dialog).toBeVisible();
      },
    },
    { name: "registered", go: (person) => person.register() },
    { name: "confirmed", go: opens("/confirm?success", "Your email address is confirmed") },
    {
      name: "not confirmed",
      go: opens("/confirm?error", "This link does not work any more"),
      action: button("Send a new link"),
    },
    {
      name: "forgotten password",
      go: opens("/password-reset", "Forgot your password?"),
      action: button("Send the link"),
    },
    {
      name: "link sent",
      go: async (person) => {
        await opens("/password-reset", "Forgot your password?")(person);
        await person.field("Email").fill("nobody-at-all@example.org");
        await button("Send the link")(person).click();
        await expect(person.main.getByRole("status")).toBeVisible();
      },
    },
    { name: "new password", go: opens("/password-save?hash=x", "Choose a new password") },
    {
      name: "new password refused",
      go: async (person) => {
        await opens("/password-save?hash=x", "Choose a new password")(person);
        await button("Save the new password")(person).click();
        await expect(person.problems).toBeVisible();
      },
    },
    { name: "address changed", go: opens("/confirm-email?changed", "Your new email address is in force") },
    { name: "address restored", go: opens("/confirm-email?restored", "Your old email address is back") },
    { name: "address not changed", go: opens("/confirm-email?error", "This link does not work any more") },
    { name: "address taken", go: opens("/confirm-email?taken", "Somebody else uses this address by now") },
    {
      name: "invitation mails",
      go: opens("/unsubscribe?token=x", "No more invitation mails?"),
      action: button("No more invitation mails"),
    },
    { name: "no such person", go: opens("/profile/nobody-at-all", "There is no such person") },
    { name: "not found", go: opens("/no-such-page", "This page does not exist") },
    { name: "no such event", go: opens("/event-detail/none", "There is no such event") },
  ];
}

/** What members see. */
export async function memberPlaces(person: Person, host: Person, guard: Guard): Promise<Place[]> {
  const event = await host.publishes(crowded);
  const invited = await host.publishes(crowded);
  const own = await person.publishes({ location: "Here" });
  guard.expectRefusal(412, `/api/v1/events/${own.id}`);
  guard.expectRefusal(404, "/api/v1/conversations/nobody-at-all");
  const detail = opens(`/event-detail/${event.id}`, event.title);
  return [
    { name: "home", go: opens("/", home) },
    {
      name: "menu",
      go: async (person) => {
        await opens("/event-overview", overview)(person);
        await person.menu.click();
        await expect(person.page.getByRole("button", { name: person.word("Log out") })).toBeVisible();
      },
    },
    { name: "create", go: opens("/event-create", "New event") },
    {
      name: "create refused",
      go: async (person) => {
        await opens("/event-create", "New event")(person);
        await person.page.getByRole("button", { name: person.word("Add an end") }).click();
        await button("Publish event")(person).click();
        await expect(person.problems).toBeVisible();
      },
    },
    { name: "detail", go: detail, action: (person) => person.stub.getByRole("button") },
    {
      name: "own event",
      go: opens(`/event-detail/${own.id}`, own.title),
      action: (person) => person.stub.getByRole("link", { name: person.word("Edit") }),
    },
    {
      name: "picture refused",
      go: async (person) => {
        await opens(`/event-edit/${own.id}`, "Edit event")(person);
        await choosePicture(person, Buffer.from("only words"));
        await expect(person.page.locator("#picture-error")).toBeVisible();
      },
    },
    {
      name: "picture chosen",
      go: async (person) => {
        await opens(`/event-edit/${own.id}`, "Edit event")(person);
        await choosePicture(person, png(900, 600, [36, 84, 74]));
        await expect(person.field("What the picture shows")).toBeVisible();
      },
    },
    {
      name: "own event with a picture",
      go: async (person) => {
        await opens(`/event-edit/${own.id}`, "Edit event")(person);
        await choosePicture(person, png(900, 600, [36, 84, 74]));
        await person.field("What the picture shows").fill("Green");
        await button("Save changes")(person).click();
        await expect(person.page.getByRole("heading", { level: 1, name: own.title })).toBeVisible();
        await expect(person.main.getByRole("img", { name: "Green" })).toBeVisible();
        await arrives(person);
      },
    },
    {
      name: "calling off",
      go: async (person) => {
        await opens(`/event-detail/${own.id}`, own.title)(person);
        await person.stub.getByRole("button", { name: person.word("Cancel event") }).click();
        await expect(person.dialog.getByRole("status")).toBeVisible();
        await arrives(person);
      },
      action: (person) => person.dialog.getByRole("button", { name: person.word("Cancel the event") }),
    },
    { name: "edit an event", go: opens(`/event-edit/${own.id}`, "Edit event") },
    {
      name: "edit an event refused",
      go: async (person) => {
        await opens(`/event-edit/${own.id}`, "Edit event")(person);
        await person.field("Title").fill("");
        await button("Save changes")(person).click();
        await expect(person.problems).toBeVisible();
      },
    },
    {
      name: "found while typing",
      go: async (person) => {
        await opens(`/event-edit/${own.id}`, "Edit event")(person);
        await person.field("Invite somebody").pressSequentially(host.username.slice(0, 8));
        await expect(person.page.getByRole("listbox").getByRole("option").first()).toBeVisible();
        await person.page.keyboard.press("ArrowDown");
      },
    },
    {
      name: "changed, and people who do not know",
      go: async (person) => {
        await person.invites(own, host);
        await person.edits(own, { location: "Somewhere else" });
        await opens(`/event-detail/${own.id}`, own.title)(person);
        await expect(person.main.getByRole("heading", { name: person.like("news-title") })).toBeVisible();
      },
    },
    {
      name: "removing somebody",
      go: async (person) => {
        await opens(`/event-edit/${own.id}`, "Edit event")(person);
        const people = person.main.getByRole("listitem");
        await people.getByRole("button", { name: person.like("remove-person") }).first().click();
        await expect(person.dialog).toBeVisible();
      },
    },
    {
      name: "changed meanwhile",
      go: async (person) => {
        await opens(`/event-edit/${own.id}`, "Edit event")(person);
        // What was typed a moment ago is still there.
        await person.field("Title").fill(own.title);
        await person.field("Location").fill("Here");
        await person.edits(own, { location: `There ${Date.now()}`, price: "5", currency: "EUR" });
        await button("Save changes")(person).click();
        await expect(person.main.getByRole("alert")).toContainText(person.word("This event was changed meanwhile"));
      },
    },
    {
      name: "notifications",
      go: async (person) => {
        await host.books(own);
        await opens("/notifications", "Notifications")(person);
        await expect(person.main.getByRole("listitem").first()).toBeVisible();
      },
    },
    {
      name: "bell",
      go: async (person) => {
        await opens("/event-overview", overview)(person);
        await person.bell.click();
        await expect(person.bellPanel.getByRole("listitem").first()).toBeVisible();
      },
    },
    { name: "own events", go: opens("/my-events", "My events") },
    { name: "no past events", go: opens("/my-events?period=past", "My events") },
    {
      name: "no bookings",
      go: async (person) => {
        await opens("/my-bookings", "My bookings")(person);
        await sees(person, "You have no place at anything to come.");
      },
    },
    {
      name: "calendar feed",
      go: async (person) => {
        await opens("/my-bookings", "My bookings")(person);
        await button("Create an address")(person).click();
        await expect(person.field("Your private address")).toBeVisible();
      },
    },
    {
      name: "ending the calendar feed",
      go: async (person) => {
        await opens("/my-bookings", "My bookings")(person);
        await button("End the address")(person).click();
        await expect(person.dialog).toBeVisible();
      },
      action: (person) => person.dialog.getByRole("button", { name: person.word("End the address") }),
    },
    {
      name: "calendar feed ended",
      go: async (person) => {
        // The question of the place before is still open.
        await person.dialog.getByRole("button", { name: person.word("End the address") }).click();
        await expect(person.dialog).toBeHidden();
        await expect(button("Create an address")(person)).toBeVisible();
      },
    },
    {
      name: "own invitations",
      go: async (person) => {
        await host.invites(invited, person);
        await opens("/my-invitations", "My invitations")(person);
        await expect(person.ticket(invited.title)).toBeVisible();
      },
    },
    {
      name: "declining",
      go: async (person) => {
        await opens("/my-invitations", "My invitations")(person);
        await person.ticket(invited.title).getByRole("button", { name: person.like("decline-at") }).click();
        await expect(person.dialog).toBeVisible();
      },
    },
    {
      name: "invited",
      go: opens(`/event-detail/${invited.id}`, invited.title),
      action: (person) => person.stub.getByRole("button", { name: person.word("Accept") }),
    },
    {
      name: "booked",
      go: async (person) => {
        await person.books(event);
        await detail(person);
        await expect(person.stub.getByText(person.word("Booked"), { exact: true })).toBeVisible();
      },
      action: (person) => person.stub.getByRole("button", { name: person.word("Cancel my booking") }),
    },
    {
      name: "own bookings",
      go: async (person) => {
        await opens("/my-bookings", "My bookings")(person);
        await expect(person.ticket(event.title)).toBeVisible();
      },
    },
    {
      name: "cancelling",
      go: async (person) => {
        await person.books(event);
        await detail(person);
        await person.stub.getByRole("button", { name: person.word("Cancel my booking") }).click();
        await expect(person.dialog).toBeVisible();
      },
    },
    {
      name: "given back",
      go: async (person) => {
        await person.books(event);
        await detail(person);
        await person.stub.getByRole("button", { name: person.word("Cancel my booking") }).click();
        await person.dialog.getByRole("button", { name: person.word("Yes, give it back") }).click();
        await expect(person.toasts.getByRole("button", { name: person.word("Undo") })).toBeVisible();
        await arrives(person);
      },
    },
    { name: "own profile", go: opens("/profile", /./) },
    { name: "profile", go: opens(`/profile/${host.username}`, host.firstName) },
    { name: "edit", go: opens("/profile-edit", "Edit profile") },
    {
      name: "edit refused",
      go: async (person) => {
        await opens("/profile-edit", "Edit profile")(person);
        await person.field("Username").fill("");
        await button("Save")(person).click();
        await expect(person.problems).toBeVisible();
      },
    },
    {
      name: "address waits",
      go: async (person) => {
        await opens("/profile-edit", "Edit profile")(person);
        await person.field("Email").fill(`new-${person.email}`);
        await button("Save")(person).click();
        await expect(person.heading("One thing is left")).toBeVisible();
      },
    },
    { name: "own profile with a new address", go: opens("/profile", /./) },
    { name: "change password", go: opens("/password-save", "Change password") },
    {
      name: "change password refused",
      go: async (person) => {
        await opens("/password-save", "Change password")(person);
        await button("Save the new password")(person).click();
        await expect(person.problems).toBeVisible();
      },
    },
    {
      name: "sessions",
      go: opens("/sessions", "Where you are logged in"),
    },
    {
      name: "ending sessions",
      go: async (person) => {
        // Another login of the same browser counts as another session; no page asks meanwhile.
        await person.page.goto("about:blank");
        await person.page.context().clearCookies();
        await person.isLoggedIn();
        await opens("/sessions", "Where you are logged in")(person);
        await button("Log out everywhere else")(person).click();
        await expect(person.dialog).toBeVisible();
      },
    },
    {
      name: "no conversations",
      go: async (person) => {
        await opens("/chat", "Chat")(person);
        await sees(person, "Nobody has said anything yet");
      },
    },
    {
      name: "empty conversation",
      go: async (person) => {
        await person.talksTo(host);
        await sees(person, "You have not said anything to each other yet.");
        await sees(person, "Not here at the moment");
      },
      action: (person) => person.composer,
    },
    {
      name: "conversations",
      go: async (person) => {
        await host.says(person, "Shall I bring a lantern?\n\nOr two?");
        await opens("/chat", "Chat")(person);
        await expect(person.row(host)).toContainText("Shall I bring");
      },
    },
    {
      name: "conversation",
      go: async (person) => {
        await host.says(person, `https://example.org/${"long-".repeat(60)} ${"y".repeat(300)}`);
        await person.talksTo(host);
        await person.writes("Yes. ".repeat(30));
        await expect(person.message("Yes.").last()).toContainText(person.word("Sent"));
        await expect(person.page.getByText(person.like("mail-away"))).toBeVisible();
      },
      action: (person) => person.composer,
    },
    {
      name: "finding somebody to write to",
      go: async (person) => {
        await opens("/chat", "Chat")(person);
        await person.page.getByRole("searchbox").fill(host.username.slice(0, 6));
        await expect(person.page.getByRole("list").first()).toBeVisible();
        await arrives(person);
      },
    },
    {
      name: "blocking",
      go: async (person) => {
        await person.talksTo(host);
        await person.page.getByRole("button", { name: person.like("block-label") }).click();
        await expect(person.dialog).toBeVisible();
      },
      action: (person) => person.dialog.getByRole("button", { name: person.word("Block"), exact: true }),
    },
    {
      name: "nobody to talk to",
      go: opens("/chat/nobody-at-all", "There is nobody of this name"),
    },
    { name: "talking to oneself", go: opens(`/chat/${person.username}`, "This is you") },
    { name: "account", go: opens("/account", "Your data and account") },
    {
      name: "deleting",
      go: async (person) => {
        // All that this means is told only where there is something of all.
        await person.books(event);
        await opens("/account", "Your data and account")(person);
        await person.main.getByRole("button", { name: person.word("Delete my account …") }).click();
        await expect(person.dialog.getByLabel(person.word("Password"), { exact: true })).toBeVisible();
      },
      action: (person) => person.dialog.getByRole("button", { name: person.word("Delete my account") }),
    },
  ];
}

/** An event with long words and every field. */
const crowded = {
  title: `Donaudampfschifffahrtsgesellschaft ${"x".repeat(60)}`,
  description: `See https://example.org/${"long-".repeat(60)} and ${"y".repeat(300)}\n\nEnd.`,
  location: `Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch`,
  time: "19:30",
  maximum_attendees: 3,
  price: "999999.99",
  currency: "EUR",
};
