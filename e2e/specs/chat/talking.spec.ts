import { expect, test } from "../../fixtures";

test("two who talk see what the other one says, types and has read", async ({ member }) => {
  const lena = await member("Lena");
  const mira = await member("Mira");
  await lena.talksTo(mira);
  await expect(lena.page.getByText("You have not said anything to each other yet.")).toBeVisible();
  await expect(lena.page.getByText("Not here at the moment")).toBeVisible();
  await mira.talksTo(lena);
  await expect(lena.page.getByText("Here now")).toBeVisible();
  await expect(mira.page.getByText("Here now")).toBeVisible();

  await test.step("typing shows, and ends with the message", async () => {
    await lena.composer.pressSequentially("Shall I");
    await expect(mira.page.getByText("typing…")).toBeVisible();
    await lena.composer.pressSequentially(" bring a lantern?");
    await lena.composer.press("Enter");
    await expect(mira.message("Shall I bring a lantern?")).toBeVisible();
    await expect(mira.page.getByText("typing…")).toHaveCount(0);
    await expect(lena.composer).toHaveValue("");
  });

  await test.step("it is read as soon as it is seen", async () => {
    await expect(lena.message("lantern")).toContainText("Read");
    await mira.writes("Please do!");
    await expect(lena.message("Please do!")).toBeVisible();
    await expect(mira.message("Please do!")).toContainText("Read");
  });

  await test.step("both find it after a reload", async () => {
    await lena.page.reload();
    await expect(lena.message("lantern")).toContainText("Read");
    await expect(lena.message("Please do!")).toBeVisible();
    await expect(lena.row(mira)).toContainText("Please do!");
    await expect(mira.row(lena)).toContainText("You: Please do!");
  });

  await test.step("who goes is gone", async () => {
    await mira.page.close();
    await expect(lena.page.getByText("Not here at the moment")).toBeVisible();
  });
});

test("several lines, long words, links and what looks like markup stay what they are", async ({
  member,
}) => {
  const lena = await member("Lena");
  const mira = await member("Mira");
  await mira.talksTo(lena);
  await lena.talksTo(mira);
  const text = "First line\nSecond: https://example.org/a?b=c.\n<b>bold</b> &amp;";
  await lena.composer.fill("First line");
  await lena.composer.press("Shift+Enter");
  await lena.composer.pressSequentially("Second: https://example.org/a?b=c.");
  await lena.composer.press("Shift+Enter");
  await lena.composer.pressSequentially("<b>bold</b> &amp;");
  await expect(lena.composer).toHaveValue(text);
  await lena.page.getByRole("button", { name: "Send", exact: true }).click();
  for (const person of [lena, mira]) {
    const message = person.message("First line");
    await expect(message.locator(".bubble")).toContainText(text, { useInnerText: true });
    const link = message.getByRole("link", { name: "https://example.org/a?b=c", exact: true });
    await expect(link).toHaveAttribute("target", "_blank");
  }
  const word = "Donaudampfschifffahrt".repeat(40);
  await lena.writes(word);
  await expect(mira.message(word)).toBeVisible();
  const wide = await mira.messages.evaluate((frame) => frame.scrollWidth > frame.clientWidth);
  expect(wide, "nothing sticks out").toBe(false);
});

test("what is too long is told before it is sent, and nothing is lost", async ({ member }) => {
  const lena = await member("Lena");
  const mira = await member("Mira");
  await lena.talksTo(mira);
  await lena.composer.fill("a".repeat(4_001));
  await expect(lena.page.getByText("4,001 of 4,000")).toBeVisible();
  await lena.composer.press("Enter");
  await expect(lena.page.getByText("Please use at most 4,000 characters.")).toBeVisible();
  await expect(lena.composer).toHaveValue("a".repeat(4_001));
  await lena.composer.press("Backspace");
  await expect(lena.page.getByText("Please use at most")).toHaveCount(0);
  await lena.composer.press("Enter");
  await expect(lena.message("aaaa")).toContainText("Sent");

  await lena.composer.fill("  \n ");
  await lena.composer.press("Enter");
  await expect(lena.messages.locator(".bubble")).toHaveCount(1);
});

test("what is typed is kept for each conversation, until it is sent", async ({ member }) => {
  const lena = await member("Lena");
  const [mira, otto] = [await member("Mira"), await member("Otto")];
  await lena.says(otto, "Hello Otto.");
  await lena.says(mira, "Hello Mira.");
  await lena.talksTo(mira);
  await lena.composer.fill("For Mira");
  await lena.row(otto).click();
  await expect(lena.heading("Otto")).toBeVisible();
  await expect(lena.composer).toHaveValue("");
  await lena.composer.fill("For Otto");
  await lena.page.goBack();
  await expect(lena.heading("Mira")).toBeVisible();
  await expect(lena.composer).toHaveValue("For Mira");
  await lena.page.reload();
  await expect(lena.composer).toHaveValue("For Mira");
  await lena.composer.press("Enter");
  await expect(lena.message("For Mira")).toContainText("Sent");
  await lena.page.reload();
  await expect(lena.message("For Mira")).toBeVisible();
  await expect(lena.composer).toHaveValue("");
});

test("sending twice at once sends once", async ({ member }) => {
  const lena = await member("Lena");
  const mira = await member("Mira");
  await mira.talksTo(lena);
  await lena.talksTo(mira);
  await lena.composer.fill("Once");
  await lena.page.getByRole("button", { name: "Send", exact: true }).dblclick();
  await lena.writes("Twice");
  await expect(mira.message("Twice")).toBeVisible();
  await expect(mira.message("Once")).toHaveCount(1);
  await expect(lena.messages.locator(".bubble")).toHaveCount(2);
});

test("three tabs of one person stay in step", async ({ member }) => {
  const lena = await member("Lena");
  const mira = await member("Mira");
  await mira.says(lena, "Are you there?");
  await lena.talksTo(mira);
  await expect(lena.message("Are you there?")).toBeVisible();
  const second = await lena.page.context().newPage();
  await second.goto(`${lena.site.url}/chat/${mira.username}`);
  const third = await lena.page.context().newPage();
  await third.goto(`${lena.site.url}/event-overview`);
  const messages = second.getByRole("region", { name: "Messages" });
  await expect(messages.getByText("Are you there?")).toBeVisible();
  await lena.writes("In three places.");
  await expect(messages.getByText("In three places.")).toHaveCount(1);
  await expect(second.locator(`#chat-${mira.username}`)).toContainText("In three places.");

  await mira.says(lena, "How so?");
  for (const tab of [lena.page, second]) {
    await expect(tab.getByRole("region", { name: "Messages" }).getByText("How so?")).toBeVisible();
  }
  // It was read in the others, and is nothing new in the third.
  const chat = third.getByRole("banner").getByRole("link", { name: /^Chat/ });
  await expect(chat).toHaveAccessibleName("Chat");
});
