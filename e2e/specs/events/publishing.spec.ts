import { expect, type Person, test } from "../../fixtures";
import { inDays } from "../../support/days";
import { unique } from "../../support/names";

/** Fills in every field of the form. */
async function fillIn(hanna: Person, title: string): Promise<void> {
  await hanna.open("/event-create");
  await hanna.field("Title").fill(title);
  await hanna.field("Description").fill("First paragraph.\n\nSecond paragraph.");
  await hanna.field("Date").fill(inDays(40));
  await hanna.field("Time").fill("18:00");
  await hanna.page.getByRole("button", { name: "Add an end" }).click();
  await hanna.field("End date").fill(inDays(41));
  // After midnight, and at no hour that Lisbon's clocks skip.
  await hanna.field("End time").fill("03:30");
  await hanna.field("Time zone").selectOption("Europe/Lisbon");
  await hanna.field("Location").fill("Porto, Ribeira");
  await hanna.page.getByRole("radio", { name: "Invite only" }).check();
  await hanna.field("Maximum attendees").fill("25");
  await hanna.field("Price").fill("12.5");
  await hanna.field("Currency").selectOption("GBP");
}

async function seesAllFields(hanna: Person, title: string): Promise<void> {
  await expect(hanna.field("Title")).toHaveValue(title);
  await expect(hanna.field("Description")).toHaveValue("First paragraph.\n\nSecond paragraph.");
  await expect(hanna.field("Date")).toHaveValue(inDays(40));
  await expect(hanna.field("Time")).toHaveValue("18:00");
  await expect(hanna.field("End date")).toHaveValue(inDays(41));
  await expect(hanna.field("End time")).toHaveValue("03:30");
  await expect(hanna.field("Time zone")).toHaveValue("Europe/Lisbon");
  await expect(hanna.field("Location")).toHaveValue("Porto, Ribeira");
  await expect(hanna.page.getByRole("radio", { name: "Invite only" })).toBeChecked();
  await expect(hanna.field("Maximum attendees")).toHaveValue("25");
  await expect(hanna.field("Price")).toHaveValue("12.5");
  await expect(hanna.field("Currency")).toHaveValue("GBP");
}

const publish = (hanna: Person) =>
  hanna.page.getByRole("button", { name: "Publish event" }).click();

test("every field of the form is on the event's page", async ({ member }) => {
  const hanna = await member("Hanna");
  const title = unique("Night ferry");
  await fillIn(hanna, title);
  await publish(hanna);
  await expect(hanna.heading(title)).toBeVisible();
  await expect(hanna.main.getByText("Invite only")).toBeVisible();
  await expect(hanna.main.getByText(/18:00/).first()).toBeVisible();
  await expect(hanna.main.getByText(/\b0?3:30/)).toBeVisible();
  await expect(hanna.main.getByText("Porto, Ribeira")).toBeVisible();
  await expect(hanna.main.getByText("Second paragraph.")).toBeVisible();
  await expect(hanna.stub.getByText(/£\s?12\.50/).first()).toBeVisible();
  await expect(hanna.stub.getByText("25 of 25 places left")).toBeVisible();
  // Whose clocks differ from the event's is told.
  await expect(hanna.main.getByText(/That is 19:00 for you/)).toBeVisible();
});

test("what is optional and empty leaves no hole", async ({ member }) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes();
  await hanna.openEvent(event);
  await expect(hanna.main.getByRole("term")).toHaveText(["When", "By"]);
  await expect(hanna.main.getByRole("definition").first()).toContainText("all day");
  await expect(hanna.stub.getByText("Free").first()).toBeVisible();
  await expect(hanna.stub.getByText("Room for everybody")).toBeVisible();
});

test("problems are listed, focused and told at the fields, and nothing is lost", async ({
  member,
}) => {
  const hanna = await member("Hanna");
  await hanna.open("/event-create");
  await hanna.field("Title").fill("ab");
  await hanna.field("Date").fill("2020-01-31");
  await hanna.field("Maximum attendees").fill("0");
  await hanna.field("Price").fill("-1");
  await publish(hanna);

  await expect(hanna.problems).toBeFocused();
  await expect(hanna.field("Title")).toHaveAccessibleDescription(/at least 3 characters/);
  await expect(hanna.field("Description")).toHaveAccessibleDescription(/Please fill this in/);
  await expect(hanna.field("Maximum attendees")).toHaveAccessibleDescription(/from 1 to 100,000/);
  await expect(hanna.field("Price")).toHaveAccessibleDescription(/amount, like 12\.50/);
  await expect(hanna.field("Title")).toHaveValue("ab");
  await expect(hanna.field("Date")).toHaveValue("2020-01-31");
  await expect(hanna.field("Price")).toHaveValue("-1");

  await hanna.problems.getByRole("link", { name: /^Description/ }).click();
  await expect(hanna.field("Description")).toBeFocused();
});

test("a day in the past is refused at its field", async ({ member, guard }) => {
  guard.expectRefusal(422, "/api/v1/events");
  const hanna = await member("Hanna");
  await hanna.open("/event-create");
  await hanna.field("Title").fill(unique("Yesterday"));
  await hanna.field("Description").fill("Too late.");
  await hanna.field("Date").fill("2020-01-31");
  await publish(hanna);
  await expect(hanna.problems).toBeFocused();
  await expect(hanna.field("Date")).toHaveAccessibleDescription(/in the past/);
  await expect(hanna.field("Description")).toHaveValue("Too late.");
});

test("an end before the start is refused at its field", async ({ member }) => {
  const hanna = await member("Hanna");
  const title = unique("Backwards");
  await fillIn(hanna, title);
  await hanna.field("End date").fill(inDays(39));
  await publish(hanna);
  await expect(hanna.problems).toBeFocused();
  await expect(hanna.problems).toContainText("The end lies before the start.");
});

test("a session that ends while one types costs nothing that was typed", async ({
  member,
  guard,
}) => {
  guard.expectRefusal(401, "/api/v1/events");
  const hanna = await member("Hanna");
  const title = unique("Patience");
  await hanna.settlesAt(() => fillIn(hanna, title));
  await hanna.page.context().clearCookies();
  await publish(hanna);

  await expect(hanna.page).toHaveURL(/\/login\?next=%2Fevent-create/);
  await expect(hanna.main.getByText("You were logged out in the meantime.")).toBeVisible();
  await hanna.typeLogin();
  await expect(hanna.heading("New event")).toBeVisible();
  await seesAllFields(hanna, title);
  await publish(hanna);
  await expect(hanna.heading(title)).toBeVisible();
});

test("a reload loses nothing that was typed, and publishing forgets it", async ({ member }) => {
  const hanna = await member("Hanna");
  const title = unique("Reloaded");
  await fillIn(hanna, title);
  await hanna.page.reload();
  await seesAllFields(hanna, title);
  await publish(hanna);
  await expect(hanna.heading(title)).toBeVisible();
  await hanna.open("/event-create");
  await expect(hanna.field("Title")).toHaveValue("");
});

test("what one person typed is not shown to the next in the same tab", async ({
  member,
  person,
}) => {
  const hanna = await member("Hanna");
  await fillIn(hanna, unique("Private plan"));
  const other = await person("Otto");
  await other.isMember();

  await hanna.logOut();
  await hanna.logIn(other.username);
  await hanna.open("/event-create");
  await expect(hanna.field("Title")).toHaveValue("");
});

test("a double click publishes once", async ({ member }) => {
  const hanna = await member("Hanna");
  const title = unique("Only once");
  await fillIn(hanna, title);
  await hanna.page.getByRole("button", { name: "Publish event" }).dblclick();
  await expect(hanna.heading(title)).toBeVisible();
  await hanna.open(`/event-overview?query=${title}`);
  await expect(hanna.page.getByRole("article")).toHaveCount(1);
});

test("the fields have the right types and limits", async ({ member }) => {
  const hanna = await member("Hanna");
  await hanna.open("/event-create");
  await expect(hanna.field("Title")).toHaveAttribute("maxlength", "100");
  await expect(hanna.field("Description")).toHaveAttribute("maxlength", "5000");
  await expect(hanna.field("Location")).toHaveAttribute("maxlength", "100");
  await expect(hanna.field("Date")).toHaveAttribute("type", "date");
  await expect(hanna.field("Time")).toHaveAttribute("type", "time");
  await expect(hanna.field("Maximum attendees")).toHaveAttribute("type", "number");
});
