import { expect, type Person, test } from "../../fixtures";
import { colourViolations, violations } from "../../support/axe";
import { adminPlaces } from "../../support/admin-places";
import { guestPlaces } from "../../support/guest-places";
import { memberPlaces } from "../../support/member-places";
import type { Place } from "../../support/places";
import { fitsIntoEach } from "../../support/widths";

// The rounds through all places take minutes: the workers share them.
test.describe.configure({ mode: "parallel" });

/** A laptop's screen at 200 %, and the narrowest one of WCAG's "Reflow". */
const narrow = [640, 320];

/** Looks at every place in both themes and narrow windows, and says where something is wrong. */
async function inspect(person: Person, places: Place[]): Promise<void> {
  for (const { name, go } of places) {
    await test.step(name, async () => {
      await go(person);
      expect.soft(await violations(person.page), name).toEqual([]);
      // A style attribute would be blocked by the content security policy.
      await expect.soft(person.page.locator("[style]"), `${name}: styles`).toHaveCount(0);
      await person.page.emulateMedia({ colorScheme: "dark" });
      expect.soft(await colourViolations(person.page), `${name}, dark`).toEqual([]);
      await person.page.emulateMedia({ colorScheme: "light" });
      await fitsIntoEach(narrow, person.page, name);
    });
  }
}

test("what guests see is accessible, and fits into narrow windows", async ({ member, person, guard }) => {
  test.setTimeout(600_000);
  const [hanna, otto] = [await member("Hanna"), await member("Otto")];
  const guest = await person("Gustav");
  await inspect(guest, await guestPlaces(hanna, otto, guard));
});

test("what members see is accessible, and fits into narrow windows", async ({ member, guard }) => {
  test.setTimeout(900_000);
  const hanna = await member("Hanna");
  const lena = await member("Lena");
  await inspect(lena, await memberPlaces(lena, hanna, guard));
});

test("what those see who run the site is accessible, and fits into narrow windows", async ({ member, guard }) => {
  test.setTimeout(600_000);
  const [hanna, otto, ada] = [await member("Hanna"), await member("Otto"), await member("Ada")];
  guard.expectFailure("/api/v1/admin/log");
  await inspect(ada, await adminPlaces(ada, hanna, otto));
});

test("who wants less motion gets none", async ({ member }) => {
  const lena = await member("Lena");
  const mira = await member("Mira");
  /** What moves, while a message is told in the corner of the page. */
  const moving = async (reducedMotion: "reduce" | "no-preference") => {
    await lena.page.emulateMedia({ reducedMotion });
    await lena.listensAt("/event-overview");
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
