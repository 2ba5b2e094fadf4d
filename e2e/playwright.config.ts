import { defineConfig, devices } from "@playwright/test";
import type { SiteOptions } from "./fixtures/site";

/** Chromium as the system has it; nothing is downloaded. */
const executablePath = process.env.CHROMIUM || "/usr/bin/chromium";

export default defineConfig<object, SiteOptions>({
  // Screenshots are made on demand (`cargo xtask screenshots`), budgets by a step of their own.
  testDir: process.env.BUDGET ? "budget" : process.env.SCREENSHOTS ? "screenshots" : "specs",
  outputDir: ".results",
  fullyParallel: false,
  forbidOnly: !!process.env.CI,
  retries: 0,
  // What is measured has the machine for itself.
  workers: process.env.BUDGET ? 1 : 2,
  // More than the longest wait inside: 60 seconds for a server to start, 30 for a mail to come.
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  use: {
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    colorScheme: "light",
    contextOptions: { reducedMotion: "reduce" },
    // What a journey stops or delays on its way would not pass here; those of the worker allow it.
    serviceWorkers: "block",
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    // Costs a fifth of the time: whoever looks for a cause says `--trace retain-on-failure`.
    trace: "off",
    screenshot: "only-on-failure",
  },
  projects: [
    {
      name: "chromium",
      use: {
        ...devices["Desktop Chrome"],
        // The browser says itself what it is: a device's made-up name would not fit the window's.
        userAgent: undefined,
        viewport: { width: 1280, height: 800 },
        launchOptions: {
          executablePath,
          args: [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
          ],
        },
      },
    },
  ],
});
