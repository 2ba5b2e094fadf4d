import { expect, test } from "../../fixtures";

const parts = ["", "/people", "/events", "/mails", "/reports", "/log"];

test("only who runs the site finds the administration", async ({ member, admin, person }) => {
  const lena = await member("Lena");
  await lena.open("/event-overview");
  await lena.menu.click();
  await expect(lena.page.getByRole("link", { name: "Your profile" })).toBeVisible();
  await expect(lena.page.getByRole("link", { name: "Administration" })).toHaveCount(0);
  for (const part of parts) {
    await lena.open(`/admin${part}`);
    await expect(lena.heading("This page does not exist")).toBeVisible();
  }

  const ada = await admin("Ada");
  await ada.open("/event-overview");
  await ada.choose("Administration");
  await expect(ada.page).toHaveURL(`${ada.site.url}/admin`);
  await expect(ada.heading("Administration")).toBeFocused();
  await expect(ada.main.getByRole("link", { name: "People" }).first()).toBeVisible();

  // A guest logs in on the way, and comes back to where they were heading.
  const visitor = await person("Ada", { as: ada });
  await visitor.open("/admin/people?only=admins");
  await expect(visitor.heading("Log in")).toBeVisible();
  await visitor.typeLogin();
  await expect(visitor.page).toHaveURL(`${ada.site.url}/admin/people?only=admins`);
  await expect(visitor.record(ada.username)).toContainText("You");
});

test("who runs the site no longer loses sight of it at once", async ({ admin, guard }) => {
  const ada = await admin("Ada");
  await ada.open("/admin/people");
  await expect(ada.record(ada.username)).toBeVisible();
  await ada.site.database.makeAdmin(ada.username, false);
  guard.expectRefusal(403, "/api/v1/admin/log");
  await ada.main.getByRole("link", { name: "Log", exact: true }).click();
  await expect(ada.heading("This page does not exist")).toBeVisible();
});

test("numbers lead to what they count, and lists keep their filter in the address", async ({
  member,
  admin,
}) => {
  const [hanna, mira] = [await member("Hanna"), await member("Mira")];
  const ada = await admin("Ada");
  await ada.open("/admin");
  await ada.main.getByRole("link", { name: /Blocked people$/ }).click();
  await expect(ada.page).toHaveURL(`${ada.site.url}/admin/people?only=blocked`);
  await expect(ada.main.getByText("Nobody fits this.")).toBeVisible();
  await ada.main.getByRole("link", { name: "Clear filters" }).click();

  await ada.page.getByRole("searchbox").fill(hanna.username);
  await expect(ada.page).toHaveURL(`${ada.site.url}/admin/people?query=${hanna.username}`);
  await expect(ada.record(hanna.username)).toBeVisible();
  await expect(ada.record(mira.username)).toHaveCount(0);
  // A whole email address finds somebody, too.
  await ada.page.getByRole("searchbox").fill(mira.email);
  await expect(ada.record(mira.username)).toBeVisible();
  await expect(ada.record(hanna.username)).toHaveCount(0);
  await ada.page.reload();
  await expect(ada.page.getByRole("searchbox")).toHaveValue(mira.email);
  await ada.record(mira.username).getByRole("link", { name: "Mira" }).click();
  await expect(ada.heading("Mira")).toBeVisible();
  await ada.page.goBack();
  await expect(ada.record(mira.username)).toBeVisible();
});

test("long lists go on", async ({ admin, member }) => {
  const hanna = await member("Hanna");
  const events = [];
  for (let number = 0; number < 22; number += 1) events.push(await hanna.publishes());
  const ada = await admin("Ada");
  await ada.open("/admin/events");
  await expect(ada.main.getByText("The first 20 entries")).toBeVisible();
  await expect(ada.record(events[0].title)).toHaveCount(0);
  await ada.main.getByRole("button", { name: "Load more" }).click();
  await expect(ada.record(events[0].title)).toBeVisible();
  await expect(ada.record(events[21].title)).toBeVisible();
});
