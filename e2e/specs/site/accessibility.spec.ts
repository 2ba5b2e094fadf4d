import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Person, test } from "../../fixtures";
import { crowded, guestPlaces, memberPlaces, type Place } from "../../support/places";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Looks at every place in the given theme, and says where something is wrong. */
async function inspect(person: Person, places: Place[], theme: string): Promise<void> {
  for (const place of places) {
    await test.step(`${place.name}, ${theme}`, async () => {
      await place.go(person);
      const { violations } = await new AxeBuilder({ page: person.page }).withTags(tags).analyze();
      const found = violations.map(({ id, nodes }) => ({
        id,
        where: nodes.map((node) => `${node.target.join(" ")}: ${node.failureSummary}`),
      }));
      expect.soft(found, `${place.name}, ${theme}`).toEqual([]);
      // A style attribute would be blocked by the content security policy.
      await expect.soft(person.page.locator("[style]"), `${place.name}: styles`).toHaveCount(0);
    });
  }
}

for (const theme of ["light", "dark"] as const) {
  test(`what guests see is accessible, ${theme}`, async ({ member, person, guard }) => {
    test.setTimeout(180_000);
    const hanna = await member("Hanna");
    const event = await hanna.publishes(crowded);
    const guest = await person("Gustav", { browser: { colorScheme: theme } });
    await inspect(guest, guestPlaces(event, guard), theme);
  });

  test(`what members see is accessible, ${theme}`, async ({ member, guard }) => {
    test.setTimeout(240_000);
    const hanna = await member("Hanna");
    const lena = await member("Lena", { browser: { colorScheme: theme } });
    await inspect(lena, await memberPlaces(lena, hanna, guard), theme);
  });
}
