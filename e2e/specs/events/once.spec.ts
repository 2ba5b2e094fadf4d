import type { Route } from "@playwright/test";
import { expect, test } from "../../fixtures";
import { inDays } from "../../support/days";
import { unique } from "../../support/names";

/** Lets the server do what it is asked, and loses its answer so many times. */
function losesAnswers(times: number) {
  const keys: (string | undefined)[] = [];
  const handle = async (route: Route) => {
    keys.push(route.request().headers()["idempotency-key"]);
    if (keys.length > times) return route.continue();
    await route.fetch();
    await route.abort("connectionreset");
  };
  return { keys, handle };
}

test("a booking whose answer is lost is one booking, and the page says so", async ({
  member,
  guard,
}) => {
  guard.expectFailure(/^\/api\/v1\/events\/[0-9a-f-]{36}\/booking$/);
  const hanna = await member("Hanna");
  const event = await hanna.publishes({ maximum_attendees: 5 });
  const lena = await member("Lena");
  await lena.openEvent(event);
  const { keys, handle } = losesAnswers(1);
  await lena.page.route("**/booking", handle);
  await lena.stub.getByRole("button", { name: "Book a place" }).click();
  await expect(lena.stub.getByText("Booked", { exact: true })).toBeVisible();
  // What was done is told again, not "you already had a place".
  await expect(lena.page.getByText(`You have a place at “${event.title}”.`)).toBeVisible();
  await expect(lena.stub.getByText("4 of 5 places left")).toBeVisible();
  expect(keys).toHaveLength(2);
  expect(keys[0]).toBeTruthy();
  expect(keys[1]).toBe(keys[0]);
  await expect.poll(() => lena.event(event)).toMatchObject({ places_taken: 1 });
});

test("an event whose answers are lost is published once, however often one tries", async ({
  member,
  guard,
}) => {
  guard.expectFailure("/api/v1/events");
  const hanna = await member("Hanna");
  const title = unique("Patience");
  await hanna.open("/event-create");
  await hanna.field("Title").fill(title);
  await hanna.field("Description").fill("It comes back.");
  await hanna.field("Date").fill(inDays(20));
  const { keys, handle } = losesAnswers(3);
  await hanna.page.route("**/api/v1/events", handle);
  const publish = hanna.page.getByRole("button", { name: "Publish event" });
  await publish.click();
  await expect(hanna.problems).toContainText("We cannot reach the server.");
  await publish.click();
  await expect(hanna.heading(title)).toBeVisible();
  expect(new Set(keys).size).toBe(1);
  await hanna.page.unroute("**/api/v1/events");
  await hanna.open(`/event-overview?query=${title}`);
  await expect(hanna.page.getByRole("article")).toHaveCount(1);
});

test("booking, cancelling and booking again are three intentions", async ({ member }) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes({ maximum_attendees: 5 });
  const lena = await member("Lena");
  await lena.openEvent(event);
  const keys: string[] = [];
  lena.page.on("request", (request) => {
    const key = request.headers()["idempotency-key"];
    if (key) keys.push(key);
  });
  await lena.stub.getByRole("button", { name: "Book a place" }).click();
  await lena.stub.getByRole("button", { name: "Cancel my booking" }).click();
  await lena.dialog.getByRole("button", { name: "Yes, give it back" }).click();
  await lena.stub.getByRole("button", { name: "Book a place" }).click();
  await expect(lena.stub.getByText("Booked", { exact: true })).toBeVisible();
  // The stamp is there before the answer.
  await expect.poll(() => lena.event(event)).toMatchObject({ places_taken: 1 });
  expect(new Set(keys).size).toBe(3);
});

test("two people who press at once get one place and one refusal", async ({ member, guard }) => {
  guard.expectRefusal(409, /\/booking$/);
  const hanna = await member("Hanna");
  const event = await hanna.publishes({ maximum_attendees: 1 });
  const both = [await member("Lena"), await member("Otto")];
  for (const one of both) {
    await one.hearsNothing();
    await one.openEvent(event);
    await expect(one.stub.getByRole("button", { name: "Book a place" })).toBeVisible();
  }
  await Promise.all(
    both.map((one) => one.stub.getByRole("button", { name: "Book a place" }).click()),
  );
  // Both see the stamp at once; the answers take it from one of them.
  const stamps = async () => {
    const counts = both.map((one) => one.stub.getByText("Booked", { exact: true }).count());
    return (await Promise.all(counts)).sort();
  };
  await expect.poll(stamps).toEqual([0, 1]);
  for (const one of both) await expect(one.stub.getByText("Fully booked").first()).toBeVisible();
  await expect.poll(() => hanna.event(event)).toMatchObject({ places_taken: 1 });
});
