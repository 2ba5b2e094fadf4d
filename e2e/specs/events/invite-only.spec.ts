import { expect, test } from "../../fixtures";
import { inDays } from "../../support/days";
import { unique } from "../../support/names";

test("an invite-only event does not exist for strangers and guests", async ({
  member,
  person,
  guard,
}) => {
  guard.expectRefusal(404, /^\/api\/v1\/events\/[0-9a-f-]{36}$/);
  const hanna = await member("Hanna");
  const title = unique("Surprise party");
  await hanna.open("/event-create");
  await hanna.field("Title").fill(title);
  await hanna.field("Description").fill("Do not tell her.");
  await hanna.field("Date").fill(inDays(10));
  await hanna.page.getByRole("radio", { name: "Invite only" }).check();
  await hanna.page.getByRole("button", { name: "Publish event" }).click();
  await expect(hanna.heading(title)).toBeVisible();
  const address = new URL(hanna.page.url()).pathname;

  await hanna.open(`/event-overview?query=${title}`);
  await expect(hanna.ticket(title).getByText("Invite only")).toBeVisible();

  for (const stranger of [await member("Lena"), await person("Gustav")]) {
    await stranger.open(address);
    await expect(stranger.heading("There is no such event")).toBeVisible();
    await expect(stranger.page.getByText(title)).toHaveCount(0);
    await stranger.open(`/event-overview?query=${title}`);
    await expect(stranger.page.getByText("No events", { exact: true })).toBeVisible();
  }
});

test("an address that never was an event looks the same", async ({ person, guard }) => {
  guard.expectRefusal(404, /^\/api\/v1\/events\/[0-9a-f-]{36}$/);
  const guest = await person("Gustav");
  await guest.open("/event-detail/0192d5b6-7c8a-7000-8000-000000000000");
  await expect(guest.heading("There is no such event")).toBeVisible();
  guard.expectRefusal(404, "/event-detail/not-an-id");
  await guest.open("/event-detail/not-an-id");
  await expect(guest.heading("There is no such event")).toBeVisible();
  await guest.main.getByRole("link", { name: "See what is on" }).click();
  await expect(guest.page).toHaveURL(`${guest.site.url}/event-overview`);
});

test("who logs out no longer sees what only they could see", async ({ member, guard }) => {
  guard.expectRefusal(404, /^\/api\/v1\/events\/[0-9a-f-]{36}$/);
  const hanna = await member("Hanna");
  const event = await hanna.publishes({ visibility: "invite-only" });
  await hanna.open(`/event-overview?query=${event.title}`);
  await hanna.ticket(event.title).getByRole("link", { name: /^Details/ }).click();
  await expect(hanna.heading(event.title)).toBeVisible();
  await hanna.logOut();
  await hanna.page.goBack();
  await expect(hanna.heading("There is no such event")).toBeVisible();
  await hanna.page.goBack();
  await expect(hanna.page.getByText("No events", { exact: true })).toBeVisible();
  await expect(hanna.page.getByText(event.title)).toHaveCount(0);
});
