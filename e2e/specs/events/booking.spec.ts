import { expect, test } from "../../fixtures";

test("a place is booked right from the list", async ({ member }) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes({ maximum_attendees: 5 });
  const lena = await member("Lena");
  await lena.open(`/event-overview?query=${event.title}`);
  const ticket = lena.ticket(event.title);
  await ticket.getByRole("button", { name: `Book a place: ${event.title}` }).click();
  await expect(ticket).toContainText("4 places left");
  await expect(ticket.getByText("Booked", { exact: true })).toBeVisible();
  await expect(ticket.getByRole("button")).toHaveCount(0);
});

test("a double click books one place, with one request", async ({ member }) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes({ maximum_attendees: 5 });
  const lena = await member("Lena");
  await lena.openEvent(event);
  let requests = 0;
  lena.page.on("request", (request) => {
    if (request.method() === "PUT") requests += 1;
  });
  await lena.stub.getByRole("button", { name: "Book a place" }).dblclick();
  await expect(lena.stub.getByText("4 of 5 places left")).toBeVisible();
  await expect(lena.page.getByRole("dialog")).toHaveCount(0);
  expect(requests).toBe(1);
  await expect.poll(() => lena.event(event)).toMatchObject({ places_taken: 1 });
});

test("who has a place already is told that nothing changed", async ({ member }) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes({ maximum_attendees: 5 });
  const lena = await member("Lena");
  await lena.hearsNothing();
  await lena.openEvent(event);
  await expect(lena.stub.getByRole("button", { name: "Book a place" })).toBeVisible();
  // Meanwhile in another tab, before this one hears of it.
  await lena.books(event);
  await lena.stub.getByRole("button", { name: "Book a place" }).click();
  await expect(lena.page.getByText("You already had a place")).toBeVisible();
  await expect(lena.stub.getByText("4 of 5 places left")).toBeVisible();
});

test("a place is given back after a question, and can be booked again", async ({ member }) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes({ maximum_attendees: 5 });
  const lena = await member("Lena");
  await lena.books(event);
  await lena.openEvent(event);

  await lena.stub.getByRole("button", { name: "Cancel my booking" }).click();
  const dialog = lena.page.getByRole("dialog", { name: "Give your place back?" });
  await dialog.getByRole("button", { name: "Keep my place" }).click();
  await expect(dialog).toBeHidden();
  await expect(lena.stub.getByText("4 of 5 places left")).toBeVisible();

  await lena.stub.getByRole("button", { name: "Cancel my booking" }).click();
  await dialog.getByRole("button", { name: "Yes, give it back" }).click();
  await expect(lena.page.getByText(`You gave back your place at “${event.title}”.`)).toBeVisible();
  await expect(lena.stub.getByText("5 of 5 places left")).toBeVisible();
  await expect(lena.main.getByText("Nobody yet.")).toBeVisible();

  await lena.stub.getByRole("button", { name: "Book a place" }).click();
  await expect(lena.stub.getByText("4 of 5 places left")).toBeVisible();
});

test("Escape closes the question and gives the focus back", async ({ member }) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes();
  const lena = await member("Lena");
  await lena.books(event);
  await lena.openEvent(event);
  const button = lena.stub.getByRole("button", { name: "Cancel my booking" });
  await button.click();
  await expect(lena.page.getByRole("dialog")).toBeVisible();
  await lena.page.keyboard.press("Escape");
  await expect(lena.page.getByRole("dialog")).toBeHidden();
  await expect(button).toBeFocused();
  await expect(lena.stub.getByText("Booked", { exact: true })).toBeVisible();
});

test("an event that is full says so and cannot be booked", async ({ member }) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes({ maximum_attendees: 1 });
  const quick = await member("Quinn");
  await quick.books(event);
  const lena = await member("Lena");
  await lena.openEvent(event);
  await expect(lena.stub.getByText("Fully booked. A place may become free again.")).toBeVisible();
  await expect(lena.stub.getByRole("button")).toHaveCount(0);
  await lena.open(`/event-overview?query=${event.title}`);
  await expect(lena.ticket(event.title)).toContainText("Fully booked");
  await expect(lena.ticket(event.title).getByRole("button")).toHaveCount(0);
});

test("who is a moment too late is told, and sees the event as it is", async ({
  member,
  guard,
}) => {
  guard.expectRefusal(409, /\/booking$/);
  const hanna = await member("Hanna");
  const event = await hanna.publishes({ maximum_attendees: 1 });
  const lena = await member("Lena");
  await lena.hearsNothing();
  await lena.openEvent(event);
  await expect(lena.stub.getByRole("button", { name: "Book a place" })).toBeVisible();
  const quick = await member("Quinn");
  await quick.books(event);
  await lena.stub.getByRole("button", { name: "Book a place" }).click();
  await expect(lena.page.getByText("Somebody was faster: this event is fully booked.")).toBeVisible();
  await expect(lena.stub.getByText("Fully booked. A place may become free again.")).toBeVisible();
});

test("one cannot book a place at one's own event", async ({ member }) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes();
  await hanna.openEvent(event);
  await expect(hanna.stub.getByText("This is your event.")).toBeVisible();
  await expect(hanna.stub.getByRole("button", { name: /Book/ })).toHaveCount(0);
  await hanna.open(`/event-overview?query=${event.title}`);
  await expect(hanna.ticket(event.title).getByText("Your event")).toBeVisible();
  await expect(hanna.ticket(event.title).getByRole("button")).toHaveCount(0);
});

test("whose session ended meanwhile logs in and is back at the event", async ({
  member,
  guard,
}) => {
  guard.expectRefusal(401, /\/booking$/);
  const hanna = await member("Hanna");
  const event = await hanna.publishes({ maximum_attendees: 5 });
  const lena = await member("Lena");
  await lena.settlesAt(() => lena.openEvent(event));
  await lena.page.context().clearCookies();
  await lena.stub.getByRole("button", { name: "Book a place" }).click();
  await expect(lena.main.getByText("You were logged out in the meantime.")).toBeVisible();
  await lena.typeLogin();
  await expect(lena.heading(event.title)).toBeVisible();
  await lena.stub.getByRole("button", { name: "Book a place" }).click();
  await expect(lena.stub.getByText("4 of 5 places left")).toBeVisible();
});

test("guests learn how many are coming, but not who", async ({ member, person }) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes();
  const lena = await member("Lena");
  await lena.books(event);
  const guest = await person("Gustav");
  await guest.openEvent(event);
  await expect(guest.main.getByText("1 person is coming.")).toBeVisible();
  await expect(guest.main.getByText("Lena")).toHaveCount(0);
  await expect(guest.main.getByRole("link", { name: "Log in to see who is coming" })).toBeVisible();
});

test("a booking shows at once, and is taken back when it is refused", async ({ member, guard }) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes({ maximum_attendees: 1 });
  const lena = await member("Lena");
  await lena.hearsNothing();
  await lena.openEvent(event);
  const book = lena.stub.getByRole("button", { name: "Book a place" });
  await expect(book).toBeVisible();
  const mira = await member("Mira");
  await mira.books(event);
  guard.expectRefusal(409, `/api/v1/events/${event.id}/booking`);
  let answer = () => {};
  const asked = new Promise<void>((resolve) => (answer = resolve));
  await lena.page.route("**/booking", async (route) => {
    await asked;
    await route.continue();
  });
  await book.click();
  await expect(lena.stub.getByText("Booked", { exact: true })).toBeVisible();
  answer();
  await expect(lena.toasts).toContainText("Somebody was faster");
  await expect(lena.stub.getByText("Booked", { exact: true })).toHaveCount(0);
  await expect(lena.stub.getByText("Fully booked").first()).toBeVisible();
});

test("a place that was given back is booked again by undoing that", async ({ member }) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes({ maximum_attendees: 5 });
  const lena = await member("Lena");
  await lena.books(event);
  await lena.openEvent(event);
  await lena.stub.getByRole("button", { name: "Cancel my booking" }).click();
  await lena.dialog.getByRole("button", { name: "Yes, give it back" }).click();
  await lena.toasts.getByRole("button", { name: "Undo" }).click();
  await expect(lena.stub.getByText("Booked", { exact: true })).toBeVisible();
  await expect(lena.stub.getByText("4 of 5 places left")).toBeVisible();
  await expect.poll(() => lena.event(event)).toMatchObject({ places_taken: 1 });
});
