import { expect, test } from "../../fixtures";
import { inDays } from "../../support/days";
import { unique } from "../../support/names";

const image = '<img src="/x" onerror="window.harmed = true">';
const script = "<script>window.harmed = true</script>";

test("markup in an event's fields is text, wherever it is shown", async ({ member }) => {
  const hanna = await member("Hanna", { account: { last_name: `<b>Bold</b>${image}` } });
  const title = `${unique("T")} ${image}`;
  const place = `<svg onload="window.harmed = true">`;
  const description = `${script}\n\n${image} {{7*7}} javascript:alert(1) <a href="/">link</a>`;
  await hanna.open("/event-create");
  await hanna.field("Title").fill(title);
  await hanna.field("Description").fill(description);
  await hanna.field("Location").fill(place);
  await hanna.field("Date").fill(inDays(15));
  await expect(hanna.page.getByRole("complementary", { name: "Preview" })).toContainText(title);
  await hanna.page.getByRole("button", { name: "Publish event" }).click();

  const lena = await member("Lena", { account: { first_name: `<i>Lena</i>${image}` } });
  for (const who of [hanna, lena]) {
    if (who === lena) await lena.page.goto(hanna.page.url());
    await expect(who.heading(title)).toBeVisible();
    await expect(who.main.getByText(script)).toBeVisible();
    await expect(who.main.getByText('{{7*7}} javascript:alert(1) <a href="/">link</a>')).toBeVisible();
    await expect(who.main.getByText(place)).toBeVisible();
    await expect(who.main.getByText("<b>Bold</b>").first()).toBeVisible();
    await expect(who.main.locator("img, script, i, b")).toHaveCount(0);
    await expect(who.page).toHaveTitle(`${title} · Event Booking`);
  }
  await lena.stub.getByRole("button", { name: "Book a place" }).click();
  await expect(lena.main.getByRole("listitem").getByText("<i>Lena</i>")).toBeVisible();
  await lena.stub.getByRole("button", { name: "Cancel my booking" }).click();
  await expect(lena.page.getByRole("dialog")).toContainText(title);

  await lena.open(`/event-overview?query=${title.split(" ")[0]}`);
  await expect(lena.ticket(title)).toContainText(place);
  for (const who of [hanna, lena]) {
    expect(await who.page.evaluate(() => "harmed" in window)).toBe(false);
  }
});

test("addresses in a description become links that lead out safely", async ({ member }) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes({
    description: 'See https://example.org/a?b=c&d=1, or "https://example.com/".',
  });
  await hanna.openEvent(event);
  const links = hanna.main.getByRole("link", { name: /^https:/ });
  await expect(links).toHaveText(["https://example.org/a?b=c&d=1", "https://example.com/"]);
  await expect(links.first()).toHaveAttribute("href", "https://example.org/a?b=c&d=1");
  await expect(links.first()).toHaveAttribute("rel", /noopener/);
});

test("a username cannot hold markup, and what was typed is shown as text", async ({ person }) => {
  const lena = await person("Lena");
  await lena.open("/register");
  await lena.field("Username").fill("<img src=x onerror=a()>");
  await lena.page.getByRole("button", { name: "Create account" }).click();
  await expect(lena.field("Username")).toHaveAccessibleDescription(/only letters, digits/);
  await expect(lena.field("Username")).toHaveValue("<img src=x onerror=a()>");
});

test("markup in the address is text, too", async ({ page, guard }) => {
  guard.expectRefusal(404, /^\/%3C/);
  const payload = encodeURIComponent(image);
  await page.goto(`/event-overview?query=${payload}`);
  await expect(page.getByRole("searchbox")).toHaveValue(image);
  await page.goto(`/%3Cscript%3Ealert(1)%3C%2Fscript%3E`);
  await expect(page.getByRole("heading", { name: "This page does not exist" })).toBeVisible();
  await page.goto(`/login?next=${payload}`);
  await expect(page.getByRole("heading", { level: 1, name: "Log in" })).toBeVisible();
  expect(await page.evaluate(() => "harmed" in window)).toBe(false);
});
