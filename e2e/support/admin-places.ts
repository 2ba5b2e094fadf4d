/** What those see who run the site, in each of its states. */

import { expect } from "@playwright/test";
import type { Person } from "../fixtures/person";
import { arrives, button, crowded, opens, sees, type Place } from "./places";

/** What administrators see, and how others report something to them. */
export async function adminPlaces(admin: Person, host: Person, guest: Person): Promise<Place[]> {
  const event = await host.publishes(crowded);
  const hidden = await host.publishes({ ...crowded, visibility: "invite-only" });
  await guest.books(event);
  const reason = `${"They sell what does not exist. ".repeat(6)}https://example.org/${"long-".repeat(40)}`;
  await guest.reports(event, reason);
  await guest.reportsPerson(host, reason);
  await admin.site.database.makeAdmin(admin.username);
  await admin.site.database.leaveFailedMail(`${"long.".repeat(10)}address@example.org`);
  const first = (person: Person, key: string) =>
    person.main.getByRole("button", { name: person.like(key) }).first();
  /** Opens a part of the administration and presses a button in its list. */
  const asks = (path: string, heading: string, key: string) => async (person: Person) => {
    await opens(path, heading)(person);
    await first(person, key).click();
    await expect(person.dialog.getByRole("textbox")).toBeVisible();
  };
  const inDialog = (name: string) => (person: Person) =>
    person.dialog.getByRole("button", { name: person.word(name) });
  return [
    {
      name: "reporting an event",
      go: async (person) => {
        await opens(`/event-detail/${event.id}`, event.title)(person);
        await button("Report")(person).click();
        await expect(person.dialog.getByRole("textbox")).toBeVisible();
      },
      action: inDialog("Send the report"),
    },
    {
      name: "reporting a person",
      go: async (person) => {
        await opens(`/profile/${host.username}`, host.firstName)(person);
        await button("Report")(person).click();
        await inDialog("Send the report")(person).click();
        await expect(person.dialog.getByRole("alert")).toBeVisible();
      },
      action: inDialog("Send the report"),
    },
    {
      name: "menu of an administrator",
      go: async (person) => {
        await opens("/admin", "Administration")(person);
        await person.menu.click();
        await expect(person.page.getByRole("button", { name: person.word("Log out") })).toBeVisible();
      },
    },
    { name: "administration", go: opens("/admin", "Administration") },
    {
      name: "closing sign-up",
      go: async (person) => {
        await opens("/admin", "Administration")(person);
        await person.main.getByRole("checkbox").click();
        await expect(person.dialog).toBeVisible();
      },
      action: inDialog("Close sign-up"),
    },
    {
      name: "sign-up is closed",
      go: async (person) => {
        await person.setsSignUp(false);
        await opens("/admin", "Administration")(person);
        await expect(person.main.getByText(person.like("sign-up-closed-text"))).toBeVisible();
        await person.setsSignUp(true);
      },
    },
    { name: "people", go: opens("/admin/people", "People") },
    {
      name: "no such people",
      go: async (person) => {
        await opens("/admin/people?query=nobody-at-all", "People")(person);
        await sees(person, "Nobody fits this.");
      },
    },
    {
      name: "blocking somebody",
      go: asks("/admin/people", "People", "suspend-label"),
      action: (person) => person.dialog.getByRole("button", { name: person.like("suspend-label") }).last(),
    },
    {
      name: "blocking somebody without a reason",
      go: async (person) => {
        await asks("/admin/people", "People", "suspend-label")(person);
        await person.dialog.getByRole("button", { name: person.like("suspend-label") }).last().click();
        await expect(person.dialog.getByRole("alert")).toBeVisible();
      },
    },
    {
      name: "somebody is blocked",
      go: async (person) => {
        await person.blocks(guest, reason);
        await opens("/admin/people?only=blocked", "People")(person);
        await expect(first(person, "restore-label")).toBeVisible();
      },
    },
    {
      name: "all events",
      go: async (person) => {
        await opens("/admin/events", "All events")(person);
        await person.record(hidden.title).first().locator("summary").click();
      },
    },
    {
      name: "no such events",
      go: async (person) => {
        await opens("/admin/events?query=nothing-at-all", "All events")(person);
        await sees(person, "No event fits this.");
      },
    },
    {
      name: "removing an event",
      go: asks("/admin/events", "All events", "event-remove-label"),
      action: inDialog("Remove the event"),
    },
    {
      name: "mails",
      go: async (person) => {
        await opens("/admin/mails", "Mails")(person);
        await expect(first(person, "mail-retry-label")).toBeVisible();
      },
    },
    {
      name: "no mails",
      go: async (person) => {
        await opens("/admin/mails?state=sent", "Mails")(person);
        await sees(person, "No mail has left yet.");
      },
    },
    {
      name: "reports",
      go: async (person) => {
        await opens("/admin/reports", "Reports")(person);
        await expect(first(person, "report-settle-label")).toBeVisible();
      },
    },
    {
      name: "settling a report",
      go: asks("/admin/reports", "Reports", "report-settle-label"),
      action: inDialog("Settle the report"),
    },
    {
      name: "a report is settled",
      go: async (person) => {
        await asks("/admin/reports", "Reports", "report-settle-label")(person);
        await person.field("Decision").fill(reason);
        await inDialog("Settle the report")(person).click();
        await expect(person.dialog).toBeHidden();
        await opens("/admin/reports?state=settled", "Reports")(person);
        await expect(person.page.getByText(person.like("report-decided")).first()).toBeVisible();
      },
    },
    {
      name: "log",
      go: async (person) => {
        await opens("/admin/log", "Log")(person);
        await expect(person.page.getByText(person.like("log-report-settled")).first()).toBeVisible();
      },
    },
    {
      name: "a list that did not come",
      go: async (person) => {
        await person.page.route("**/api/v1/admin/log*", (route) => route.abort());
        await opens("/admin/log", "Log")(person);
        await expect(button("Try again")(person)).toBeVisible();
        await person.page.unroute("**/api/v1/admin/log*");
        await arrives(person);
      },
    },
  ];
}
