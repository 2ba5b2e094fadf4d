/**
 * What the server writes can be read before the program runs; what is typed there would be lost. A
 * journey goes on when the program has taken over, as slow as the machine may be.
 */

import type { BrowserContext, Page } from "@playwright/test";

/** How long a whole program may take to come and to run, in milliseconds. */
export const patience = 30_000;

/** Waits until the program shows the page, where programs may run. */
export async function appHasArrived(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.querySelector("#app > [data-document]") === null ||
      // Only where no program may run, this is more than text.
      document.querySelector("noscript > *") !== null,
    undefined,
    { timeout: patience },
  );
}

/** Makes all pages of a context wait for it whenever they load a document. */
export function waitForApp(context: BrowserContext): void {
  const patch = (page: Page) => {
    for (const name of ["goto", "reload", "goBack", "goForward"] as const) {
      const original = page[name].bind(page) as (...args: unknown[]) => Promise<unknown>;
      Object.assign(page, {
        [name]: async (...args: unknown[]) => {
          const response = await original(...args);
          await appHasArrived(page);
          return response;
        },
      });
    }
  };
  context.pages().forEach(patch);
  context.on("page", patch);
}
