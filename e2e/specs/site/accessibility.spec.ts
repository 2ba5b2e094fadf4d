import { expect, type Person, test } from "../../fixtures";
import { violations } from "../../support/axe";
import { crowded, guestPlaces, memberPlaces, type Place } from "../../support/places";

/** Looks at every place in the given theme, and says where something is wrong. */
async function inspect(person: Person, places: Place[], theme: string): Promise<void> {
  for (const place of places) {
    await test.step(`${place.name}, ${theme}`, async () => {
      await place.go(person);
      expect.soft(await violations(person.page), `${place.name}, ${theme}`).toEqual([]);
      // A style attribute would be blocked by the content security policy.
      await expect.soft(person.page.locator("[style]"), `${place.name}: styles`).toHaveCount(0);
    });
  }
}

for (const theme of ["light", "dark"] as const) {
  test(`what guests see is accessible, ${theme}`, async ({ member, person, guard }) => {
    test.setTimeout(360_000);
    const hanna = await member("Hanna");
    const event = await hanna.publishes(crowded);
    const guest = await person("Gustav", { browser: { colorScheme: theme } });
    await inspect(guest, guestPlaces(event, guard), theme);
  });

  test(`what members see is accessible, ${theme}`, async ({ member, guard }) => {
    test.setTimeout(480_000);
    const hanna = await member("Hanna");
    const lena = await member("Lena", { browser: { colorScheme: theme } });
    await inspect(lena, await memberPlaces(lena, hanna, guard), theme);
  });
}

test("who wants less motion gets none", async ({ member }) => {
  const lena = await member("Lena");
  const mira = await member("Mira");
  /** What moves, while a message is told in the corner of the page. */
  const moving = async (reducedMotion: "reduce" | "no-preference") => {
    await lena.page.emulateMedia({ reducedMotion });
    await lena.open("/event-overview");
    await expect(lena.page.locator(".bone")).toHaveCount(0);
    await lena.page.evaluate(() => {
      const moved = new Set<string>();
      Object.assign(window, { moved });
      for (const kind of ["animationstart", "transitionrun"]) {
        addEventListener(kind, (event) => {
          const name = "animationName" in event ? event.animationName : "transition";
          const [one] = (event.target as Element).getAnimations();
          const time = Number(one?.effect?.getComputedTiming().duration ?? 0);
          if (time > 1) moved.add(`${name} of ${(event.target as Element).className}`);
        });
      }
    });
    await mira.says(lena, "Here I am");
    await expect(lena.toasts).toContainText("Here I am");
    await lena.menu.hover();
    await lena.menu.click();
    return lena.page.evaluate(() => [...(window as unknown as { moved: Set<string> }).moved]);
  };
  expect(await moving("reduce")).toEqual([]);
  expect(await moving("no-preference")).not.toEqual([]);
});
