/** The pages that guests see, in each of their states. */

import { expect } from "@playwright/test";
import type { Guard } from "../fixtures/guard";
import type { Person } from "../fixtures/person";
import { inDays } from "./days";
import { button, crowded, home, opens, overview, sees, type Place } from "./places";

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
