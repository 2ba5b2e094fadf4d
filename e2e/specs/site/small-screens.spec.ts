import { expect, test } from "../../fixtures";

// That every page fits on a phone is seen where all of them are looked at: language.spec.ts.
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

test("on a phone the action stays in sight while one reads", async ({ member }) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes({ description: "A line.\n\n".repeat(60) });
  const lena = await member("Lena", { browser: phone });
  await lena.openEvent(event);
  const book = lena.stub.getByRole("button", { name: "Book a place" });
  await expect(book).toBeInViewport();
  await lena.page.evaluate(() => window.scrollTo(0, document.body.scrollHeight / 3));
  await expect(book).toBeInViewport();
});
