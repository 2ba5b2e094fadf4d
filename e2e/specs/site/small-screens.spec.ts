import { expect, type Person, test } from "../../fixtures";
import { crowded, guestPlaces, memberPlaces, type Place } from "../../support/places";
import { fitsInto } from "../../support/widths";

const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

/** Nothing sticks out to the side, and what one came for is there without scrolling. */
async function fits(person: Person, places: Place[]): Promise<void> {
  for (const place of places) {
    await test.step(place.name, async () => {
      await place.go(person);
      await fitsInto(phone.viewport.width, person.page, place.name);
      if (place.action) await expect.soft(place.action(person), place.name).toBeInViewport();
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
