import { expect, test } from "../../fixtures";

test("where mail is switched on, the link comes by mail and only by mail", async ({
  mailbox,
  person,
  launchSite,
}) => {
  const at = await launchSite({ env: mailbox.configuration });
  const lena = await person("Lena", { at });
  await lena.register();
  await expect(lena.main.getByText(`We sent a mail to ${lena.email}.`)).toBeVisible();
  await expect(lena.page.getByRole("link", { name: "Confirm my email address" })).toHaveCount(0);

  const [mail] = await mailbox.mailsTo(lena.email, 1);
  expect(mail.from[0].address).toBe("tickets@example.org");
  expect(mail.subject).not.toBe("");
  const link = new RegExp(`${at.url}/confirm\\?hash=[\\w-]+`).exec(mail.text)?.[0];
  expect(link, "the text part holds the link").toBeTruthy();
  expect(mail.html, "so does the HTML part").toContain(link);

  await lena.page.getByRole("button", { name: "Send the mail again" }).click();
  await expect(lena.main.getByText(`We sent another mail to ${lena.email}.`)).toBeVisible();
  await mailbox.mailsTo(lena.email, 2);

  await lena.page.goto(link!);
  await expect(lena.page).toHaveURL(`${at.url}/confirm?success`);
  await lena.main.getByRole("link", { name: "Log in" }).click();
  await lena.typeLogin();
  await lena.seesMenu();
});

test("a mail server that is down loses no mail", async ({
  mailbox,
  person,
  launchSite,
  guard,
}) => {
  // The server's log tells of the mail that could not be sent.
  guard.expectOutage();
  const at = await launchSite({ env: mailbox.configuration });
  await mailbox.stop();
  const lena = await person("Lena", { at });
  await lena.register();
  await expect(lena.main.getByText(`We sent a mail to ${lena.email}.`)).toBeVisible();
  await mailbox.start();
  await mailbox.mailsTo(lena.email, 1);
});
