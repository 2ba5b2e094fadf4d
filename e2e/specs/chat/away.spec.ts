import { expect, test } from "../../fixtures";

test("who is not here gets the message by mail, once, and comes back by its link", async ({
  mailbox,
  mailMember,
  launchSite,
}) => {
  test.setTimeout(90_000);
  const at = await launchSite({ env: mailbox.configuration });
  const lena = await mailMember("Lena", { at });
  const mira = await mailMember("Mira", { at });
  await lena.talksTo(mira);
  await lena.writes("The lanterns are lit.");
  await expect(lena.page.getByText("Mira is not here at the moment.")).toBeVisible();
  await lena.message("lanterns").getByRole("button", { name: "Send by mail" }).click();
  await expect(lena.toasts).toContainText("The message is on its way by mail.");
  await expect(lena.message("lanterns")).toContainText("Sent by mail");
  await expect(lena.page.getByRole("button", { name: "Send by mail" })).toHaveCount(0);

  const mails = await mailbox.mailsTo(mira.email, 2);
  const mail = mails.find(({ text }) => text.includes("The lanterns are lit."));
  expect(mail?.text, "addresses stay private").not.toContain(lena.email);
  expect(mail?.text).toContain(`${at.url}/chat/${lena.username}`);
  await lena.page.reload();
  await expect(lena.message("lanterns")).toContainText("Sent by mail");

  await lena.writes("And the soup is ready.");
  const second = lena.message("soup").getByRole("button", { name: "Send by mail" });
  await expect(second).toBeVisible();

  await mira.open(`/chat/${lena.username}`);
  await expect(mira.message("lanterns")).toBeVisible();
  await expect(lena.message("soup")).toContainText("Read");
  await expect(second).toHaveCount(0);
  await expect(lena.page.getByText("Mira is not here at the moment")).toHaveCount(0);
});

test("a message that was mailed or read in another tab is not mailed again", async ({
  mailbox,
  mailMember,
  launchSite,
  guard,
}) => {
  test.setTimeout(90_000);
  guard.expectRefusal(409, /\/mail$/);
  const at = await launchSite({ env: mailbox.configuration });
  const lena = await mailMember("Lena", { at });
  const mira = await mailMember("Mira", { at });
  await lena.says(mira, "Once.");
  await lena.talksTo(mira);
  const tab = await lena.page.context().newPage();
  await tab.goto(lena.page.url());
  const late = tab.getByRole("button", { name: "Send by mail" });
  await expect(late).toBeVisible();
  await lena.message("Once.").getByRole("button", { name: "Send by mail" }).click();
  await expect(lena.message("Once.")).toContainText("Sent by mail");
  await late.click();
  await expect(tab.locator(".toasts")).toContainText("This message was sent by mail already.");
  await expect(tab.getByRole("region", { name: "Messages" })).toContainText("Sent by mail");
  await mailbox.mailsTo(mira.email, 2);
});

test("where the site sends no mail, it is not offered", async ({ member }) => {
  const lena = await member("Lena");
  const mira = await member("Mira");
  await lena.talksTo(mira);
  await lena.writes("Later, then.");
  await expect(lena.page.getByText(/Mira is not here at the moment, and sees this/)).toBeVisible();
  await expect(lena.page.getByRole("button", { name: "Send by mail" })).toHaveCount(0);
});
