import { expect, type Page } from "@playwright/test";

const softly = expect.configure({ soft: true });

/** Nothing of the page sticks out to the side of a window of this width. */
export async function fitsInto(width: number, page: Page, name: string): Promise<void> {
  const needed = () => page.evaluate(() => document.documentElement.scrollWidth);
  // A window that just changed is laid out anew a moment later.
  await softly.poll(needed, { message: `${name} fits into ${width} pixels` }).toBeLessThanOrEqual(width);
}

/** The same after the window has got each of these widths; then it is as it was. */
export async function fitsIntoEach(widths: number[], page: Page, name: string): Promise<void> {
  const before = page.viewportSize();
  if (!before) throw new Error("a page without a size");
  for (const width of widths) {
    await page.setViewportSize({ width, height: before.height });
    await fitsInto(width, page, name);
  }
  await page.setViewportSize(before);
}
