import { expect, test } from "../../fixtures";

test("a mail that was given up is sent again", async ({ mailbox, person, mailMember, launchSite, guard }) => {
  // The server's log tells of the mail that could not be sent.
  guard.expectOutage();
  const at = await launchSite({ env: mailbox.configuration });
  const ada = await mailMember("Ada", { at });
  await at.database.makeAdmin(ada.username);
  await mailbox.stop();
  const lena = await person("Lena", { at });
  await lena.hasAccount();
  await at.database.giveUpMailTo(lena.email);

  await ada.open("/admin");
  await ada.main.getByRole("link", { name: /Mails that failed$/ }).click();
  await expect(ada.page).toHaveURL(`${at.url}/admin/mails?state=failed`);
  const entry = ada.record(lena.email);
  await expect(entry).toContainText("Confirm the account");
  await expect(entry).toContainText("What the mail server said:");
  await expect(ada.record(ada.email)).toHaveCount(0);
  await mailbox.start();
  await entry.getByRole("button", { name: `Send the mail to ${lena.email} again` }).click();
  await expect(ada.toasts).toContainText(`The mail to ${lena.email} is tried again.`);
  await expect(ada.main.getByText("No mail has failed.")).toBeVisible();
  await mailbox.linkTo(lena.email, `${at.url}/confirm`, 1);
  await ada.main.getByRole("link", { name: "Sent", exact: true }).click();
  await expect(entry).toBeVisible();
  await expect(ada.record(ada.email)).toBeVisible();
  await ada.main.getByRole("link", { name: "Log", exact: true }).click();
  await expect(ada.record("Ada had a mail sent again: Confirm the account.")).toBeVisible();
});
