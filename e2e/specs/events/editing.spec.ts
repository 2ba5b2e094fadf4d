import { expect, type Event, type Person, test } from "../../fixtures";
import { inDays } from "../../support/days";
import { unique } from "../../support/names";

const save = (hanna: Person) => hanna.page.getByRole("button", { name: "Save changes" }).click();

async function openForm(hanna: Person, event: Event): Promise<void> {
  await hanna.open(`/event-edit/${event.id}`);
  await expect(hanna.heading("Edit event")).toBeVisible();
}

test("what is changed is on the event's page, and nothing else is sent", async ({ member }) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes({ location: "Stuttgart", maximum_attendees: 10 });
  await hanna.openEvent(event);
  await hanna.stub.getByRole("link", { name: "Edit" }).click();
  await expect(hanna.heading("Edit event")).toBeFocused();
  await expect(hanna.field("Location")).toHaveValue("Stuttgart");

  await hanna.field("Location").fill("");
  await hanna.field("Time").fill("19:30");
  await hanna.field("Maximum attendees").fill("12");
  const request = hanna.page.waitForRequest((request) => request.method() === "PATCH");
  await save(hanna);
  expect((await request).postDataJSON()).toEqual({
    location: null,
    time: "19:30",
    maximum_attendees: 12,
  });
  await expect(hanna.heading(event.title)).toBeVisible();
  await expect(hanna.page.getByText(`“${event.title}” is saved.`)).toBeVisible();
  await expect(hanna.stub.getByText("12 of 12 places left")).toBeVisible();
  await expect(hanna.main.getByRole("term")).toHaveText(["When", "By"]);
  // Nobody has a place, so there is nobody to be told.
  await expect(hanna.main.getByRole("heading", { name: /what changed/ })).toHaveCount(0);
});

test("who loads the page begins at its top, whatever arrives later", async ({ member }) => {
  const hanna = await member("Hanna", { browser: { viewport: { width: 360, height: 740 } } });
  const event = await hanna.publishes();
  await (await member("Lena")).books(event);
  await openForm(hanna, event);
  await expect(hanna.page.getByRole("button", { name: "Remove Lena" })).toBeAttached();
  await expect(hanna.page.getByRole("heading", { name: "People" })).not.toBeFocused();
  await expect(hanna.heading("Edit event")).toBeInViewport();
});

test("who changes nothing is told so, and nothing is sent", async ({ member }) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes();
  await openForm(hanna, event);
  await save(hanna);
  await expect(hanna.page.getByText("Nothing was changed.")).toBeVisible();
  expect(await hanna.event(event)).toMatchObject({ version: event.version });
});

test("somebody else's event has no page to change it", async ({ member, person }) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes();
  const lena = await member("Lena");
  await lena.open(`/event-edit/${event.id}`);
  await expect(lena.heading("There is no such event")).toBeVisible();
  await lena.openEvent(event);
  await expect(lena.stub.getByRole("link", { name: "Edit" })).toHaveCount(0);

  const guest = await person("Gustav");
  await guest.open(`/event-edit/${event.id}`);
  await expect(guest.page).toHaveURL(/\/login\?next=%2Fevent-edit%2F/);
});

test("an event that is over can be read, but not changed", async ({ member, site }) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes();
  const lena = await member("Lena");
  await lena.books(event);
  await site.database.endEvent(event.id);

  await hanna.openEvent(event);
  await expect(hanna.stub.getByText("Your event is over.")).toBeVisible();
  await expect(hanna.stub.getByRole("link", { name: "Edit" })).toHaveCount(0);
  await expect(hanna.stub.getByRole("button")).toHaveCount(0);
  await hanna.open(`/event-edit/${event.id}`);
  await expect(hanna.heading("This event is over")).toBeVisible();
  await hanna.main.getByRole("link", { name: "To the event" }).click();
  await expect(hanna.heading(event.title)).toBeVisible();

  await lena.openEvent(event);
  await expect(lena.stub.getByText("This event is over. You were there.")).toBeVisible();
  await expect(lena.stub.getByRole("button")).toHaveCount(0);
});

test("fewer places than are taken are refused at the field", async ({ member, guard }) => {
  guard.expectRefusal(422, /^\/api\/v1\/events\/[0-9a-f-]{36}$/);
  const hanna = await member("Hanna");
  const event = await hanna.publishes({ maximum_attendees: 5 });
  for (const name of ["Lena", "Otto"]) await (await member(name)).books(event);
  await openForm(hanna, event);
  await hanna.field("Maximum attendees").fill("1");
  await save(hanna);
  await expect(hanna.problems).toBeFocused();
  await expect(hanna.field("Maximum attendees")).toHaveAccessibleDescription(
    /2 places are taken already\. Please use at least 2\./,
  );
  await hanna.field("Maximum attendees").fill("2");
  await save(hanna);
  await expect(hanna.heading(event.title)).toBeVisible();
  await expect(hanna.stub.getByText("Fully booked").first()).toBeVisible();
});

test("a day in the past is refused at its field", async ({ member, guard }) => {
  guard.expectRefusal(422, /^\/api\/v1\/events\/[0-9a-f-]{36}$/);
  const hanna = await member("Hanna");
  const event = await hanna.publishes();
  await openForm(hanna, event);
  await hanna.field("Date").fill("2020-01-31");
  await save(hanna);
  await expect(hanna.field("Date")).toHaveAccessibleDescription(/in the past/);
});

test("an end before the start without a day means the next morning", async ({ member }) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes({ time: "22:00" });
  await openForm(hanna, event);
  await hanna.page.getByRole("button", { name: "Add an end" }).click();
  // Once a year the clocks skip from two to three.
  await hanna.field("End time").fill("01:00");
  await save(hanna);
  await expect(hanna.heading(event.title)).toBeVisible();
  await openForm(hanna, event);
  await expect(hanna.field("End date")).toHaveValue(inDays(31));
});

test("a reload in the middle of the form loses nothing that was typed", async ({ member }) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes();
  await openForm(hanna, event);
  const title = unique("Half typed");
  await hanna.field("Title").fill(title);
  await hanna.field("Price").fill("7");
  await hanna.page.reload();
  await expect(hanna.field("Title")).toHaveValue(title);
  await expect(hanna.field("Price")).toHaveValue("7");
  await expect(hanna.main.getByText("What you typed before is still here.")).toBeVisible();
  await save(hanna);
  await expect(hanna.heading(title)).toBeVisible();
  await openForm(hanna, event);
  await expect(hanna.main.getByText("What you typed before is still here.")).toHaveCount(0);
});

test("going back keeps what was typed, and discarding forgets it", async ({ member }) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes();
  await hanna.openEvent(event);
  await hanna.stub.getByRole("link", { name: "Edit" }).click();
  await hanna.field("Title").fill("Not quite done");
  await hanna.page.goBack();
  await expect(hanna.heading(event.title)).toBeVisible();
  await hanna.page.goForward();
  await expect(hanna.field("Title")).toHaveValue("Not quite done");
  await hanna.page.getByRole("button", { name: "Discard" }).click();
  await expect(hanna.heading(event.title)).toBeVisible();
  await openForm(hanna, event);
  await expect(hanna.field("Title")).toHaveValue(event.title);
});

test("a double click saves once", async ({ member }) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes();
  await openForm(hanna, event);
  await hanna.field("Location").fill("Ulm");
  await hanna.page.getByRole("button", { name: "Save changes" }).dblclick();
  await expect(hanna.heading(event.title)).toBeVisible();
  expect(await hanna.event(event)).toMatchObject({ version: event.version + 1 });
});

test("a second editor sees what changed meanwhile, and loses nothing", async ({
  member,
  person,
  guard,
}) => {
  guard.expectRefusal(412, /^\/api\/v1\/events\/[0-9a-f-]{36}$/);
  const hanna = await member("Hanna");
  const event = await hanna.publishes({ location: "Feuersee", time: "19:00" });
  const tablet = await person("Hanna", { as: hanna });
  await tablet.isLoggedIn();
  await openForm(hanna, event);
  await openForm(tablet, event);

  await tablet.field("Location").fill("Marienplatz");
  await tablet.field("Time").fill("20:00");
  await tablet.field("Maximum attendees").fill("8");
  await save(tablet);
  await expect(tablet.heading(event.title)).toBeVisible();

  await hanna.field("Location").fill("Schlossplatz");
  await hanna.field("Time").fill("21:00");
  await hanna.field("Price").fill("5");
  await save(hanna);
  const panel = hanna.main.getByRole("alert", { name: "This event was changed meanwhile" });
  await expect(panel).toBeFocused();
  // What only the other one changed is in the form now, with a word about it.
  await expect(panel).toContainText("Maximum attendees");
  await expect(hanna.field("Maximum attendees")).toHaveValue("8");
  // What was typed is still there.
  await expect(hanna.field("Location")).toHaveValue("Schlossplatz");
  await expect(hanna.field("Time")).toHaveValue("21:00");
  await expect(hanna.field("Price")).toHaveValue("5");

  const location = panel.getByRole("group", { name: /^Location/ });
  await expect(location).toContainText("Feuersee");
  await location.getByRole("radio", { name: /^Take theirs/ }).check();
  await expect(hanna.field("Location")).toHaveValue("Marienplatz");
  await location.getByRole("radio", { name: /^Keep yours/ }).check();
  await expect(hanna.field("Location")).toHaveValue("Schlossplatz");
  const when = panel.getByRole("group", { name: /^Schedule/ });
  await when.getByRole("radio", { name: /^Take theirs/ }).check();
  await expect(hanna.field("Time")).toHaveValue("20:00");

  await save(hanna);
  await expect(hanna.heading(event.title)).toBeVisible();
  await expect(hanna.main.getByText("Schlossplatz")).toBeVisible();
  await expect(hanna.main.getByText(/20:00/).first()).toBeVisible();
  await expect(hanna.stub.getByText("8 of 8 places left")).toBeVisible();
  await expect(hanna.stub.getByText(/5\.00/).first()).toBeVisible();
});

test("what changed between a reload and the page before is told, too", async ({ member }) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes({ location: "Feuersee" });
  await openForm(hanna, event);
  await hanna.field("Title").fill("Typed before");
  await hanna.edits(event, { location: "Marienplatz" });
  await hanna.page.reload();
  await expect(
    hanna.main.getByRole("alert", { name: "This event was changed meanwhile" }),
  ).toContainText("Marienplatz");
  await expect(hanna.field("Title")).toHaveValue("Typed before");
  await expect(hanna.field("Location")).toHaveValue("Marienplatz");
  await save(hanna);
  await expect(hanna.heading("Typed before")).toBeVisible();
});

test("who makes an event invite-only hides it from others, not from those who booked", async ({
  member,
  guard,
}) => {
  guard.expectRefusal(404, /^\/api\/v1\/events\/[0-9a-f-]{36}$/);
  const hanna = await member("Hanna");
  const event = await hanna.publishes();
  const lena = await member("Lena");
  await lena.books(event);
  await openForm(hanna, event);
  await hanna.page.getByRole("radio", { name: "Invite only" }).check();
  await expect(hanna.main.getByText("People who have a place keep it")).toBeVisible();
  await save(hanna);
  await expect(hanna.heading(event.title)).toBeVisible();

  await lena.openEvent(event);
  await expect(lena.stub.getByText("Booked", { exact: true })).toBeVisible();
  const otto = await member("Otto");
  await otto.open(`/event-detail/${event.id}`);
  await expect(otto.heading("There is no such event")).toBeVisible();
});

test("changes that were discarded can be had back", async ({ member }) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes();
  await hanna.open(`/event-edit/${event.id}`);
  await hanna.field("Location").fill("The old waterworks");
  await hanna.page.getByRole("button", { name: "Discard" }).click();
  await expect(hanna.heading(event.title)).toBeVisible();
  await hanna.toasts.getByRole("button", { name: "Undo" }).click();
  await expect(hanna.field("Location")).toHaveValue("The old waterworks");
});
