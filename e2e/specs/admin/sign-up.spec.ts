import { expect, test } from "../../fixtures";
import { violations } from "../../support/axe";

test("sign-up is closed after a question, also for who is filling in the form", async ({
  admin,
  person,
  launchSite,
  guard,
}) => {
  const at = await launchSite();
  const gustav = await person("Gustav", { at });
  await gustav.open("/register");
  await gustav.field("Username").fill(gustav.username);
  await gustav.field("Email").fill(gustav.email);
  await gustav.field("Password").fill(gustav.password);

  const ada = await admin("Ada", { at });
  await ada.open("/admin");
  const open = ada.main.getByRole("checkbox", { name: "New people can register" });
  await expect(open).toBeChecked();
  await open.click();
  await expect(ada.dialog).toContainText("Close sign-up?");
  await ada.dialog.getByRole("button", { name: "Leave it open" }).click();
  await expect(open).toBeChecked();
  await open.click();
  await ada.dialog.getByRole("button", { name: "Close sign-up" }).click();
  await expect(ada.toasts).toContainText("Sign-up is closed.");
  await expect(open).not.toBeChecked();

  guard.expectRefusal(403, "/api/v1/auth/register");
  await gustav.main.getByRole("button", { name: "Create account" }).click();
  await expect(gustav.heading("Nobody can register at the moment")).toBeVisible();
  expect(await violations(gustav.page)).toEqual([]);
  await expect(gustav.field("Username")).toHaveCount(0);

  const late = await person("Otto", { at });
  await late.open("/register");
  await expect(late.heading("Nobody can register at the moment")).toBeVisible();
  await late.main.getByRole("link", { name: "Log in" }).click();
  await expect(late.heading("Log in")).toBeVisible();

  await open.click();
  await expect(ada.toasts).toContainText("Sign-up is open.");
  // Whoever comes back to the page is told what is so by now.
  await late.main.getByRole("link", { name: "Create account" }).click();
  await expect(late.heading("Create your account")).toBeVisible();
  await ada.main.getByRole("link", { name: "Log", exact: true }).click();
  await expect(ada.record("Ada closed sign-up.")).toBeVisible();
  await expect(ada.record("Ada opened sign-up.")).toBeVisible();
});
