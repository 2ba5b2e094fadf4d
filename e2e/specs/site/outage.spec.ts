import { expect, test } from "../../fixtures";
import { violations } from "../../support/axe";

test("a server that is down is told, and trying again works when it is back", async ({
  person,
  launchSite,
  guard,
}) => {
  guard.expectOutage();
  const at = await launchSite();
  const lena = await person("Lena", { at });
  await lena.isMember();
  await lena.isLoggedIn();
  const event = await lena.publishes();
  await lena.open("/");
  await lena.seesMenu();

  await at.stop();
  await lena.page.getByRole("banner").getByRole("link", { name: "Events" }).click();
  await expect(lena.main.getByRole("alert")).toContainText("We cannot reach the server.");
  await lena.page.getByRole("button", { name: "Try again" }).click();
  await expect(lena.main.getByRole("alert")).toContainText("We cannot reach the server.");

  await at.start();
  await lena.page.getByRole("button", { name: "Try again" }).click();
  await expect(lena.ticket(event.title)).toBeVisible();
  await lena.ticket(event.title).getByRole("link", { name: /^Details/ }).click();
  await expect(lena.stub.getByText("This is your event.")).toBeVisible();
});

test("a form that cannot be sent keeps what was typed and can be sent again", async ({
  member,
  guard,
}) => {
  guard.expectFailure("/api/v1/events");
  const hanna = await member("Hanna");
  await hanna.open("/event-create");
  await hanna.field("Title").fill("Patience");
  await hanna.field("Description").fill("It comes back.");
  await hanna.field("Date").fill("2100-01-01");
  await hanna.page.route("**/api/v1/events", (route) => route.abort("connectionrefused"));
  await hanna.page.getByRole("button", { name: "Publish event" }).click();
  await expect(hanna.problems).toBeFocused();
  await expect(hanna.problems).toContainText("We cannot reach the server.");
  await expect(hanna.field("Description")).toHaveValue("It comes back.");
  await hanna.page.unroute("**/api/v1/events");
  await hanna.page.getByRole("button", { name: "Publish event" }).click();
  await expect(hanna.heading("Patience")).toBeVisible();
});

test("what does not come on a member's pages is asked for again", async ({ member, guard }) => {
  guard.expectFailure(/^\/api\/v1\/(users|auth\/sessions)(\/|$)/);
  const hanna = await member("Hanna");
  const event = await hanna.publishes();
  const lena = await member("Lena");
  const pages = {
    "/profile": "You have not published anything yet.",
    "/sessions": "You are logged in nowhere else.",
  };
  for (const [path, words] of Object.entries(pages)) {
    const lists = /\/api\/v1\/(users|auth\/sessions)/;
    await lena.page.route(lists, (route) => route.abort("connectionrefused"));
    await lena.open(path);
    await expect(lena.main.getByRole("alert"), path).toContainText("We cannot reach the server.");
    await lena.page.unroute(lists);
    await lena.page.getByRole("button", { name: "Try again" }).click();
    await expect(lena.main.getByText(words), path).toBeVisible();
  }

  // What is in the document of a page is not asked for: this one is reached by a link.
  await lena.openEvent(event);
  const profile = /\/api\/v1\/users/;
  await lena.page.route(profile, (route) => route.abort("connectionrefused"));
  await lena.main.getByRole("link", { name: "Hanna", exact: true }).click();
  await expect(lena.main.getByRole("alert")).toContainText("We cannot reach the server.");
  await lena.page.unroute(profile);
  await lena.page.getByRole("button", { name: "Try again" }).click();
  await expect(lena.main.getByText("Member since")).toBeVisible();

  const preview = "**/api/v1/users/me/deletion";
  await lena.page.route(preview, (route) => route.abort("connectionrefused"));
  await lena.open("/account");
  await lena.main.getByRole("button", { name: /^Delete my account/ }).click();
  await expect(lena.dialog.getByRole("alert")).toContainText("We cannot reach the server.");
  await expect(lena.dialog.getByRole("button", { name: "Delete my account" })).toHaveCount(0);
  await lena.page.unroute(preview);
  await lena.dialog.getByRole("button", { name: "Try again" }).click();
  await expect(lena.dialog.getByText("This cannot be taken back.")).toBeVisible();
});

test("a database that is gone is told with a number for the log, and comes back", async ({
  person,
  launchSite,
  guard,
}) => {
  guard.expectOutage();
  const at = await launchSite({ env: { LOG: "info" } });
  const guest = await person("Gustav", { at });
  await at.database.fail();
  await guest.open("/event-overview");
  const failure = guest.main.getByRole("alert");
  await expect(failure).toContainText("The service is not available at the moment.");
  const number = (await failure.locator("code").textContent()) ?? "?";
  await expect.poll(() => at.log()).toContain(number);

  await at.database.recover();
  await guest.page.getByRole("button", { name: "Try again" }).click();
  await expect(guest.main.getByText("Nothing is planned yet.")).toBeVisible();
});

test("where not even who is there can be found out, the page says so, and goes on when it can", async ({
  person,
  launchSite,
  guard,
}) => {
  guard.expectOutage();
  const at = await launchSite();
  const lena = await person("Lena", { at });
  await lena.isMember();
  await lena.isLoggedIn();
  await at.database.fail();
  await lena.open("/my-bookings");
  await expect(lena.heading("Something went wrong")).toBeVisible();
  const failure = lena.main.getByRole("alert");
  await expect(failure).toContainText("The service is not available at the moment.");
  expect(await violations(lena.page)).toEqual([]);

  await at.database.recover();
  await lena.page.getByRole("button", { name: "Try again" }).click();
  await expect(lena.heading("My bookings")).toBeVisible();
  await lena.seesMenu();
});

test("a part of the program that does not come is told, and fetched again", async ({
  person,
  guard,
}) => {
  guard.expectFailure(/^\/members-[0-9a-f]+\.wasm$/);
  // Said by what fetches it.
  guard.expectComplaint("TypeError: Failed to fetch");
  const guest = await person("Gustav");
  const part = "**/members-*.wasm";
  await guest.page.route(part, (route) => route.abort("connectionrefused"));
  await guest.open("/login");
  const failure = guest.main.getByRole("alert");
  await expect(failure).toContainText("The rest of this page did not come.");
  expect(await violations(guest.page)).toEqual([]);

  await guest.page.unroute(part);
  await failure.getByRole("button", { name: "Try again" }).click();
  await expect(guest.field("Password")).toBeVisible();
});
