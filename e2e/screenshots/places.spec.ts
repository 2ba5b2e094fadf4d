import { mkdirSync } from "node:fs";
import type { BrowserContextOptions } from "@playwright/test";
import { type Person, test } from "../fixtures";
import { adminPlaces } from "../support/admin-places";
import { guestPlaces } from "../support/guest-places";
import { memberPlaces } from "../support/member-places";
import type { Place } from "../support/places";

// Every page in each of its states, for people to look at.
const folder = process.env.SCREENSHOTS ?? "";
const widths = { 360: { hasTouch: true, isMobile: true, height: 740 }, 1280: { height: 800 } };
const locales = { en: "en-GB", de: "de-DE" };

async function takeAll(person: Person, places: Place[], name: string): Promise<void> {
  mkdirSync(`${folder}/${name}`, { recursive: true });
  for (const [number, place] of places.entries()) {
    await test.step(place.name, async () => {
      await place.go(person);
      await person.page.evaluate(() => document.fonts.ready);
      const file = `${String(number + 1).padStart(2, "0")}-${place.name.replaceAll(" ", "-")}.png`;
      // What opens above the page is only whole in what one sees of it.
      const fullPage = (await person.dialog.count()) === 0;
      await person.page.screenshot({
        path: `${folder}/${name}/${file}`,
        animations: "disabled",
        caret: "hide",
        fullPage,
      });
    });
  }
}

for (const [language, locale] of Object.entries(locales)) {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const [width, { height, ...kind }] of Object.entries(widths)) {
      const name = `${language}-${colorScheme}-${width}`;
      const viewport = { width: Number(width), height };
      const browser: BrowserContextOptions = { locale, colorScheme, viewport, ...kind };

      test(`what guests see, ${name}`, async ({ member, person, guard }) => {
        test.setTimeout(400_000);
        const [hanna, otto] = [await member("Hanna"), await member("Otto")];
        const guest = await person("Gustav", { browser });
        await takeAll(guest, await guestPlaces(hanna, otto, guard), `guests-${name}`);
      });

      test(`what members see, ${name}`, async ({ member, guard }) => {
        test.setTimeout(700_000);
        const hanna = await member("Hanna");
        const lena = await member("Lena", { browser });
        await takeAll(lena, await memberPlaces(lena, hanna, guard), `members-${name}`);
      });

      test(`what those see who run the site, ${name}`, async ({ member, guard }) => {
        test.setTimeout(400_000);
        const [hanna, otto] = [await member("Hanna"), await member("Otto")];
        const ada = await member("Ada", { browser });
        guard.expectFailure("/api/v1/admin/log");
        await takeAll(ada, await adminPlaces(ada, hanna, otto), `admins-${name}`);
      });
    }
  }
}
