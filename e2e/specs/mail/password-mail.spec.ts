import { expect, test } from "../../fixtures";

test("a forgotten password is replaced by mail, and nobody learns who is a member", async ({
  mailbox,
  person,
  launchSite,
}) => {
  const at = await launchSite({ env: mailbox.configuration });
  const lena = await person("Lena", { at });
  await lena.register();
  const first = await mailbox.linkTo(lena.email, `${at.url}/confirm`, 1);
  await lena.page.goto(first);
  await expect(lena.heading("Your email address is confirmed")).toBeVisible();

  for (const email of [lena.email, "nobody-at-all@example.org"]) {
    await lena.open("/password-reset");
    await lena.field("Email").fill(email);
    await lena.page.getByRole("button", { name: "Send the link" }).click();
    await expect(lena.main.getByText(`If there is an account with ${email}`)).toBeVisible();
  }
  await lena.page.goto(await mailbox.linkTo(lena.email, `${at.url}/password-save`, 2));
  await lena.field("New password").fill("otters juggle smooth pebbles");
  await lena.field("New password, once more").fill("otters juggle smooth pebbles");
  await lena.page.getByRole("button", { name: "Save the new password" }).click();
  await lena.seesMenu();
  // The owner is told.
  await mailbox.mailsTo(lena.email, 3);
});
