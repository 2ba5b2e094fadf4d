import { expect, test } from "../../fixtures";

test("who is blocked is out at once, reads why, and can be let in again", async ({
  member,
  admin,
  guard,
}) => {
  const mira = await member("Mira");
  await mira.listensAt("/my-events");
  await expect(mira.heading("My events")).toBeVisible();

  const ada = await admin("Ada");
  await ada.open(`/admin/people?query=${mira.username}`);
  const entry = ada.record(mira.username);
  const block = entry.getByRole("button", { name: "Block Mira" });
  await block.click();
  await expect(ada.dialog).toContainText("Mira is logged out everywhere and cannot log in any more.");
  await ada.dialog.getByRole("button", { name: "Block Mira" }).click();
  await expect(ada.dialog.getByRole("alert")).toContainText("Please fill this in.");
  await ada.dialog.getByRole("button", { name: "Do not block" }).click();
  await expect(block).toBeFocused();
  await block.click();
  await ada.field("Reason").fill("Three events that did not exist.");
  await ada.dialog.getByRole("button", { name: "Block Mira" }).click();
  await expect(ada.toasts).toContainText("Mira is blocked.");
  await expect(entry).toContainText("Three events that did not exist.");

  // Without doing anything, Mira finds herself at the door.
  await expect(mira.heading("Log in")).toBeVisible();
  await expect(mira.main).toContainText("You were logged out in the meantime.");
  guard.expectRefusal(403, "/api/v1/auth/login");
  await mira.typeLogin();
  await expect(mira.problems).toContainText("Your account is blocked.");
  await expect(mira.problems).toContainText("Three events that did not exist.");

  await entry.getByRole("button", { name: "Unblock Mira" }).click();
  await expect(ada.toasts).toContainText("Mira can log in again.");
  await expect(block).toBeFocused();
  await mira.main.getByRole("button", { name: "Log in" }).click();
  await expect(mira.heading("My events")).toBeVisible();

  await ada.main.getByRole("link", { name: "Log", exact: true }).click();
  await expect(ada.record(`Ada blocked ${mira.username}.`)).toContainText("Three events");
  await expect(ada.record(`Ada unblocked ${mira.username}.`)).toBeVisible();
});

test("who is let in again leaves the list of those who are blocked", async ({ member, admin }) => {
  const [mira, ada] = [await member("Mira"), await admin("Ada")];
  await ada.open(`/admin/people?query=${mira.username}`);
  await ada.record(mira.username).getByRole("button", { name: "Block Mira" }).click();
  await ada.field("Reason").fill("A trial.");
  await ada.dialog.getByRole("button", { name: "Block Mira" }).click();
  await expect(ada.toasts).toContainText("Mira is blocked.");
  await ada.main.getByRole("link", { name: "Blocked", exact: true }).click();
  await expect(ada.page).toHaveURL(/\?query=.*&only=blocked$/);
  await ada.record(mira.username).getByRole("button", { name: "Unblock Mira" }).click();
  await expect(ada.main.getByText("Nobody fits this.")).toBeVisible();
  await expect(ada.page.locator("#results")).toBeFocused();
});

test("nobody blocks administrators", async ({ admin }) => {
  const [ada, ben] = [await admin("Ada"), await admin("Ben")];
  await ada.open("/admin/people?only=admins");
  await expect(ada.record(ben.username)).toContainText("Admin");
  await expect(ada.record(ada.username)).toContainText("You");
  for (const one of [ada, ben])
    await expect(ada.record(one.username).getByRole("button")).toHaveCount(0);
});
