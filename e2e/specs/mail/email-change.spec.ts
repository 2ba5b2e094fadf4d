import { expect, test } from "../../fixtures";

test("a changed address is confirmed at the new one and can be undone at the old one", async ({
  mailbox,
  person,
  launchSite,
}) => {
  const at = await launchSite({ env: mailbox.configuration });
  const lena = await person("Lena", { at });
  await lena.register();
  await lena.page.goto(await mailbox.linkTo(lena.email, `${at.url}/confirm`, 1));
  await lena.main.getByRole("link", { name: "Log in" }).click();
  await lena.typeLogin();
  await lena.seesMenu();

  const address = `new-${lena.email}`;
  await lena.open("/profile-edit");
  await lena.field("Email").fill(address);
  await lena.page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(lena.main.getByText(`We sent a mail to ${address}.`)).toBeVisible();
  await expect(lena.page.getByRole("link", { name: "Confirm my email address" })).toHaveCount(0);
  await mailbox.mailsTo(lena.email, 2);

  await lena.page.goto(await mailbox.linkTo(address, `${at.url}/confirm-email`, 1));
  await expect(lena.heading("Your new email address is in force")).toBeVisible();

  await lena.page.goto(await mailbox.linkTo(lena.email, `${at.url}/confirm-email`, 3));
  await expect(lena.page).toHaveURL(`${at.url}/confirm-email?restored`);
  await expect(lena.heading("Your old email address is back")).toBeVisible();
  await expect(lena.page.getByRole("banner").getByRole("link", { name: "Log in" })).toBeVisible();
  await lena.page.reload();
  await lena.main.getByRole("link", { name: "Choose a new password" }).click();
  await expect(lena.heading("Forgot your password?")).toBeFocused();
  await lena.logIn(lena.email);
});
