import type { Page } from "@playwright/test";
import { expect, test } from "../../fixtures";

/** How bright the page's ground is, from 0 to 255. */
const brightness = (page: Page) =>
  page.evaluate(() => {
    const canvas = document.createElement("canvas").getContext("2d")!;
    canvas.fillStyle = getComputedStyle(document.documentElement).backgroundColor;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
    return (red + green + blue) / 3;
  });

const isDark = (page: Page) => expect.poll(() => brightness(page)).toBeLessThan(90);
const isLight = (page: Page) => expect.poll(() => brightness(page)).toBeGreaterThan(200);
// The inputs themselves are hidden; one presses their words.
const choose = (page: Page, name: string) =>
  page.getByRole("group", { name: "Theme" }).getByText(name).click();

test("the theme follows the system until one chooses", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("radio", { name: "System" })).toBeChecked();
  await isLight(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await isDark(page);
});

test("a chosen theme wins over the system and is kept", async ({ page }) => {
  await page.goto("/");
  await choose(page, "Dark");
  await isDark(page);
  await page.reload();
  await isDark(page);
  await expect(page.getByRole("radio", { name: "Dark" })).toBeChecked();

  await choose(page, "Light");
  await page.emulateMedia({ colorScheme: "dark" });
  await page.reload();
  await isLight(page);

  await choose(page, "System");
  await isDark(page);
  await page.reload();
  await isDark(page);
});

test("the theme is switched with the keyboard", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("radio", { name: "System" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("radio", { name: "Light" })).toBeChecked();
  await page.keyboard.press("ArrowRight");
  await isDark(page);
});
