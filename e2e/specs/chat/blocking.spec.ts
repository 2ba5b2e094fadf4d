import { expect, test } from "../../fixtures";

test("who is blocked reaches nobody and is not told why", async ({ member }) => {
  const lena = await member("Lena");
  const mira = await member("Mira");
  await mira.says(lena, "Buy my lanterns.");
  await mira.talksTo(lena);
  await lena.talksTo(mira);
  await expect(mira.page.getByText("Here now")).toBeVisible();

  await lena.page.getByRole("button", { name: "Block Mira" }).click();
  await expect(lena.dialog).toContainText("They are not told.");
  await lena.dialog.getByRole("button", { name: "Not now" }).click();
  await expect(lena.dialog).toBeHidden();
  await lena.page.getByRole("button", { name: "Block Mira" }).click();
  await lena.dialog.getByRole("button", { name: "Block", exact: true }).click();
  await expect(lena.main.getByText("You have blocked Mira, and cannot write to each other.")).toBeVisible();
  await expect(lena.composer).toHaveCount(0);
  await expect(lena.message("Buy my lanterns.")).toBeVisible();

  await mira.writes("Only today!");
  await expect(mira.message("Only today!")).toContainText("Lena cannot be written to.");
  await expect(lena.message("Only today!")).toHaveCount(0);
  await mira.message("Only today!").getByRole("button", { name: "Try again" }).click();
  await expect(mira.message("Only today!")).toContainText("Lena cannot be written to.");

  await lena.page.getByRole("button", { name: "Unblock Mira" }).click();
  await expect(lena.composer).toBeVisible();
  await mira.message("Only today!").getByRole("button", { name: "Try again" }).click();
  await expect(lena.message("Only today!")).toBeVisible();
  await expect(mira.message("Only today!")).toHaveCount(1);
});

test("a refused message can be given up", async ({ member }) => {
  const lena = await member("Lena");
  const mira = await member("Mira");
  await mira.talksTo(lena);
  const blocked = await lena.page.request.put(`${lena.site.url}/api/v1/users/${mira.username}/block`);
  expect(blocked.ok()).toBe(true);
  await mira.writes("Anybody?");
  await mira.message("Anybody?").getByRole("button", { name: "Remove" }).click();
  await expect(mira.messages.locator(".bubble")).toHaveCount(0);
  await mira.page.reload();
  await expect(mira.page.getByText("You have not said anything to each other yet.")).toBeVisible();
  await expect(mira.messages.locator(".bubble")).toHaveCount(0);
});
