import { expect, type Person, test } from "../../fixtures";
import { crowded, guestPlaces, memberPlaces, type Place } from "../../support/places";

const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

/** Among them a laptop's screen at 200 %, and the narrowest one of WCAG's "Reflow". */
const zooms = {
  "at 200 %": { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 },
  "at 320 pixels": { viewport: { width: 320, height: 640 } },
  // Words are longer there.
  "on a phone, in German": { ...phone, locale: "de-DE" },
  "on a tablet, in German": { viewport: { width: 768, height: 1024 }, locale: "de-DE" },
};

/** Nothing sticks out to the side; on a phone, what one came for is there without scrolling. */
async function fits(person: Person, places: Place[], isPhone = true): Promise<void> {
  for (const place of places) {
    await test.step(place.name, async () => {
      await place.go(person);
      const width = await person.page.evaluate(() => document.documentElement.scrollWidth);
      const limit = person.page.viewportSize()?.width;
      expect.soft(width, `${place.name} fits`).toBeLessThanOrEqual(limit ?? 0);
      if (isPhone && place.action) await expect.soft(place.action(person), place.name).toBeInViewport();
    });
  }
}

test("what guests see fits on a phone", async ({ member, person, guard }) => {
  test.setTimeout(120_000);
  const hanna = await member("Hanna");
  const event = await hanna.publishes(crowded);
  const guest = await person("Gustav", { browser: phone });
  await fits(guest, guestPlaces(event, guard));
});

test("what members see fits on a phone", async ({ member, guard }) => {
  test.setTimeout(360_000);
  const hanna = await member("Hanna");
  const lena = await member("Lena", { browser: phone });
  await fits(lena, await memberPlaces(lena, hanna, guard));
});

for (const [name, browser] of Object.entries(zooms)) {
  test(`what guests see fits ${name}`, async ({ member, person, guard }) => {
    test.setTimeout(120_000);
    const hanna = await member("Hanna");
    const event = await hanna.publishes(crowded);
    const guest = await person("Gustav", { browser });
    await fits(guest, guestPlaces(event, guard), false);
  });

  test(`what members see fits ${name}`, async ({ member, guard }) => {
    test.setTimeout(360_000);
    const hanna = await member("Hanna");
    const lena = await member("Lena", { browser });
    await fits(lena, await memberPlaces(lena, hanna, guard), false);
  });
}

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
