import { expect, test } from "../../fixtures";
import { inDays } from "../../support/days";
import { unique } from "../../support/names";

test("one publishes an event, another finds and books it, and both see the place go", async ({
  person,
}) => {
  const title = unique("Supper at the long table");
  const place = unique("Remise");
  const hanna = await person("Hanna");
  const lena = await person("Lena");

  await test.step("Hanna registers, confirms and logs in", async () => {
    await hanna.register();
    await hanna.confirm();
    await hanna.main.getByRole("link", { name: "Log in" }).click();
    await hanna.typeLogin();
    await hanna.seesMenu();
    await expect(hanna.page).toHaveURL(`${hanna.site.url}/`);
  });

  await test.step("Hanna publishes an event", async () => {
    await hanna.page.getByRole("banner").getByRole("link", { name: "New event" }).click();
    await hanna.field("Title").fill(title);
    await hanna.field("Description").fill("Soup, bread, good company.\n\nBring a chair.");
    await hanna.field("Date").fill(inDays(20));
    await hanna.field("Time").fill("19:30");
    await hanna.field("Location").fill(`Leipzig, ${place}`);
    await hanna.field("Maximum attendees").fill("12");
    await hanna.field("Price").fill("8.50");
    await hanna.page.getByRole("button", { name: "Publish event" }).click();

    await expect(hanna.heading(title)).toBeVisible();
    await expect(hanna.page).toHaveURL(/\/event-detail\/[0-9a-f-]{36}$/);
    await expect(hanna.page.getByText(`“${title}” is published.`)).toBeVisible();
    await expect(hanna.stub.getByText("This is your event.")).toBeVisible();
    await expect(hanna.stub.getByText("12 of 12 places left")).toBeVisible();
  });

  await test.step("Lena registers, confirms and logs in", async () => {
    await lena.register();
    await lena.confirm();
    await lena.logIn();
  });

  await test.step("Lena finds it by its place", async () => {
    await lena.page.getByRole("banner").getByRole("link", { name: "Events" }).click();
    await lena.page.getByRole("searchbox", { name: "Search" }).fill(place);
    await expect(lena.page).toHaveURL(/query=/);
    await expect(lena.page.getByText("1 upcoming event")).toBeVisible();
    const ticket = lena.ticket(title);
    await expect(ticket).toContainText(place);
    await expect(ticket).toContainText("8.50");
    await expect(ticket).toContainText("12 places left");
    await ticket.getByRole("link", { name: `Details: ${title}` }).click();
  });

  await test.step("Lena reads it and books", async () => {
    await expect(lena.heading(title)).toBeVisible();
    await expect(lena.main.getByText("Bring a chair.")).toBeVisible();
    await expect(lena.main.getByText(/19:30/)).toBeVisible();
    await expect(lena.main.getByText("Hanna", { exact: true })).toBeVisible();
    await expect(lena.main.getByText("Nobody yet.")).toBeVisible();
    await lena.stub.getByRole("button", { name: "Book a place" }).click();

    await expect(lena.page.getByText(`You have a place at “${title}”.`)).toBeVisible();
    await expect(lena.stub.getByText("Booked", { exact: true })).toBeVisible();
    await expect(lena.stub.getByText("11 of 12 places left")).toBeVisible();
    await expect(lena.main.getByRole("listitem").getByText("Lena")).toBeVisible();
  });

  await test.step("both see that a place is gone", async () => {
    await lena.page.getByRole("link", { name: "All events" }).click();
    await lena.page.getByRole("searchbox", { name: "Search" }).fill(place);
    await expect(lena.ticket(title)).toContainText("11 places left");
    await expect(lena.ticket(title).getByText("Booked", { exact: true })).toBeVisible();

    await hanna.page.reload();
    await expect(hanna.stub.getByText("11 of 12 places left")).toBeVisible();
    await expect(hanna.main.getByRole("listitem").getByText("Lena")).toBeVisible();
  });
});
