import { readFile } from "node:fs/promises";
import { expect, test } from "../../fixtures";

test("one's data come as a file", async ({ member }) => {
  const lena = await member("Lena");
  const event = await lena.publishes();
  await lena.open("/");
  await lena.choose("Your data and account");
  await expect(lena.heading("Your data and account")).toBeFocused();
  const coming = lena.page.waitForEvent("download");
  await lena.main.getByRole("link", { name: "Download my data" }).click();
  const file = await coming;
  expect(file.suggestedFilename()).toMatch(/\.json$/);
  const data = JSON.parse(await readFile(await file.path(), "utf8"));
  expect(data.account.username).toBe(lena.username);
  expect(data.events[0].title).toBe(event.title);
  expect(JSON.stringify(data)).not.toContain("argon2");
});

test("deleting the account says what will happen, needs the password, and is final", async ({
  member,
  guard,
}) => {
  guard.expectRefusal(422, "/api/v1/users/me/deletion");
  guard.expectRefusal(401, "/api/v1/auth/login");
  guard.expectRefusal(404, /^\/api\/v1\/(events|users)\//);
  const hanna = await member("Hanna");
  const others = await hanna.publishes();
  const lena = await member("Lena");
  const event = await lena.publishes();
  await lena.publishes();
  await hanna.books(event);
  await lena.books(others);

  await lena.open("/account");
  const ask = lena.main.getByRole("button", { name: /^Delete my account/ });
  await ask.click();
  for (const words of [
    "Your 2 coming events are cancelled.",
    "1 person is told about that.",
    "The place that you booked becomes free",
    "This cannot be taken back.",
  ]) {
    await expect(lena.dialog.getByText(words)).toBeVisible();
  }
  const leave = lena.dialog.getByRole("button", { name: "Delete my account" });
  await leave.click();
  await expect(lena.dialog.getByRole("alert")).toBeFocused();
  await lena.dialog.getByLabel("Password", { exact: true }).fill("not the password at all");
  await leave.click();
  await expect(lena.dialog.getByLabel("Password", { exact: true })).toHaveAccessibleDescription(
    /That is not your password\./,
  );
  await lena.dialog.getByRole("button", { name: "Keep my account" }).click();
  await expect(lena.dialog).toBeHidden();
  await expect(ask).toBeFocused();

  await ask.click();
  await expect(lena.dialog.getByLabel("Password", { exact: true })).toHaveValue("");
  await lena.dialog.getByLabel("Password", { exact: true }).fill(lena.password);
  await leave.dblclick();
  await expect(lena.page).toHaveURL(`${lena.site.url}/`);
  await expect(lena.page.getByText("Your account is deleted.")).toBeVisible();
  await expect(lena.page.getByRole("banner").getByRole("link", { name: "Log in" })).toBeVisible();

  await lena.open("/login");
  await lena.typeLogin();
  await expect(lena.problems).toHaveText("This login and password do not match.");
  await hanna.open(`/profile/${lena.username}`);
  await expect(hanna.heading("There is no such person")).toBeVisible();
  await hanna.open(`/event-detail/${event.id}`);
  await expect(hanna.heading("There is no such event")).toBeVisible();
});
