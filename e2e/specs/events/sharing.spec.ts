import { expect, test } from "../../fixtures";

test("an event is handed to the device, if it has something for that", async ({ member }) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes();
  await hanna.page.addInitScript(() => {
    const shared = (data: ShareData) => {
      document.body.dataset.shared = `${data.title} ${data.url}`;
      return Promise.resolve();
    };
    Object.defineProperty(navigator, "share", { value: shared, configurable: true });
  });
  await hanna.openEvent(event);
  await hanna.main.getByRole("button", { name: "Share" }).click();
  const address = `${hanna.site.url}/event-detail/${event.id}`;
  await expect(hanna.page.locator("body")).toHaveAttribute("data-shared", `${event.title} ${address}`);
});

test("elsewhere its address is copied, or shown where nothing can be copied", async ({ member }) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes({ visibility: "invite-only" });
  await hanna.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await hanna.page.addInitScript(() => {
    Object.defineProperty(navigator, "share", { value: undefined, configurable: true });
  });
  await hanna.openEvent(event);
  await expect(hanna.main).toContainText("Only people on the list can open it.");
  await hanna.main.getByRole("button", { name: "Share" }).click();
  await expect(hanna.toasts).toContainText("Link copied");
  const address = `${hanna.site.url}/event-detail/${event.id}`;
  expect(await hanna.pasted()).toBe(address);

  await hanna.page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error("no"));
  });
  await hanna.main.getByRole("button", { name: "Share" }).click();
  await expect(hanna.dialog.getByRole("textbox")).toHaveValue(address);
  await hanna.dialog.getByRole("button", { name: "Close" }).click();
  await expect(hanna.dialog).toBeHidden();
});
