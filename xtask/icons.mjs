// Draws the icons of the installed app from favicon.svg with the browser that the journeys use, into
// frontend/assets/icons. They are committed; run it again when the picture changes.
// Usage: node xtask/icons.mjs
import { readFile } from "node:fs/promises";
import { chromium } from "@playwright/test";

const PAPER = "#faf6ee";
/** How wide an icon is, how much of that the picture takes, and whether it stands on paper. */
const ICONS = {
  "icon-192.png": { size: 192, share: 1, onPaper: false },
  "icon-512.png": { size: 512, share: 1, onPaper: false },
  // What is cut to a circle keeps its middle.
  "icon-maskable-512.png": { size: 512, share: 0.62, onPaper: true },
  "apple-touch-icon.png": { size: 180, share: 0.74, onPaper: true },
};

const picture = await readFile("frontend/assets/favicon.svg");
const source = `data:image/svg+xml;base64,${picture.toString("base64")}`;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
for (const [name, { size, share, onPaper }] of Object.entries(ICONS)) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(
    `<style>body { margin: 0; display: grid; place-items: center; height: 100vh; ${onPaper ? `background: ${PAPER}` : ""} }
     img { width: ${share * 100}% }</style><img src="${source}">`,
  );
  await page.locator("img").evaluate((image) => image.decode());
  await page.screenshot({ path: `frontend/assets/icons/${name}`, omitBackground: !onPaper });
  await page.close();
}
await browser.close();
