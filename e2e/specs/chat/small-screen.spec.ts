import { expect, test } from "../../fixtures";

const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

test("on a phone the list and the conversation are two screens", async ({ member }) => {
  const lena = await member("Lena", { browser: phone });
  const mira = await member("Mira");
  await mira.says(lena, "Hello.");
  await lena.open("/chat");
  await lena.row(mira).tap();
  await expect(lena.heading("Mira")).toBeVisible();
  await expect(lena.row(mira)).toBeHidden();
  await expect(lena.composer).toBeInViewport();
  await expect(lena.composer, "no keyboard covers what one came to read").not.toBeFocused();

  await lena.composer.fill("Line one");
  await lena.composer.press("Enter");
  await lena.composer.pressSequentially("Line two");
  await expect(lena.composer).toHaveValue("Line one\nLine two");
  await lena.page.getByRole("button", { name: "Send", exact: true }).tap();
  await expect(lena.message("Line two")).toContainText("Sent");

  await lena.main.getByRole("link", { name: "All conversations" }).tap();
  await expect(lena.page).toHaveURL(`${lena.site.url}/chat`);
  await expect(lena.row(mira)).toContainText("You: Line one Line two");
  await lena.page.goBack();
  await expect(lena.message("Line two")).toBeVisible();
});

test("everything works with the keyboard alone", async ({ member }) => {
  const lena = await member("Lena");
  const mira = await member("Mira");
  await mira.talksTo(lena);
  await lena.open("/chat");
  await lena.page.getByRole("searchbox", { name: "Find a person" }).focus();
  await lena.page.keyboard.type(mira.username);
  await expect(lena.row(mira)).toBeVisible();
  await lena.page.keyboard.press("Tab");
  await expect(lena.row(mira)).toBeFocused();
  await lena.page.keyboard.press("Enter");
  await expect(lena.composer).toBeFocused();
  await lena.page.keyboard.type("Typed.");
  await lena.page.keyboard.press("Enter");
  await expect(mira.message("Typed.")).toBeVisible();
  await lena.page.keyboard.press("Shift+Tab");
  await expect(lena.messages).toBeFocused();
  await lena.page.keyboard.press("Shift+Tab");
  await expect(lena.page.getByRole("button", { name: "Block Mira" })).toBeFocused();
  await lena.page.keyboard.press("Enter");
  await expect(lena.dialog).toBeVisible();
  await lena.page.keyboard.press("Escape");
  await expect(lena.dialog).toBeHidden();
  await expect(lena.page.getByRole("button", { name: "Block Mira" })).toBeFocused();
});
