import { type Person, test as base, expect } from "../../fixtures";

/** Two people on a site that sends mail. */
const test = base.extend<{ both: { lena: Person; mira: Person } }>({
  both: async ({ mailbox, mailMember, launchSite }, use) => {
    const at = await launchSite({ env: mailbox.configuration });
    await use({ lena: await mailMember("Lena", { at }), mira: await mailMember("Mira", { at }) });
  },
});

// For all, and not inside of them: before a test begins, servers have started and mails have come.
test.describe.configure({ timeout: 180_000 });

test("who is not here gets the message by mail, once, and comes back by its link", async ({
  mailbox,
  both: { lena, mira },
}) => {
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
  expect(mail?.text).toContain(`${lena.site.url}/chat/${lena.username}`);
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
  both: { lena, mira },
  guard,
}) => {
  guard.expectRefusal(409, /\/mail$/);
  await lena.says(mira, "Once.");
  await lena.talksTo(mira);
  const tab = await lena.page.context().newPage();
  // What it hears later it does not ask again.
  await lena.listensAfter(() => tab.goto(lena.page.url()), tab);
  const late = tab.getByRole("button", { name: "Send by mail" });
  await expect(late).toBeVisible();
  await lena.message("Once.").getByRole("button", { name: "Send by mail" }).click();
  await expect(lena.message("Once.")).toContainText("Sent by mail");
  await late.click();
  await expect(tab.locator(".toasts")).toContainText("This message was sent by mail already.");
  await expect(tab.getByRole("region", { name: "Messages" })).toContainText("Sent by mail");
  // A second mail would have left before this one, which is due later.
  await mira.forgetsPassword();
  const mails = await mailbox.mailsTo(mira.email, 3);
  expect(mails.filter(({ text }) => text.includes("Once."))).toHaveLength(1);
  expect(mails, "one to confirm, one with the message, one with a link").toHaveLength(3);
});

test("where the site sends no mail, it is not offered", async ({ member }) => {
  const lena = await member("Lena");
  const mira = await member("Mira");
  await lena.talksTo(mira);
  await lena.writes("Later, then.");
  await expect(lena.page.getByText(/Mira is not here at the moment, and sees this/)).toBeVisible();
  await expect(lena.page.getByRole("button", { name: "Send by mail" })).toHaveCount(0);
});
