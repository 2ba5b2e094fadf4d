/** The pages that members see, in each of their states. */

import { expect } from "@playwright/test";
import type { Guard } from "../fixtures/guard";
import type { Person } from "../fixtures/person";
import { arrives, button, choosePicture, crowded, home, opens, overview, sees, type Place } from "./places";
import { png } from "./png";

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
