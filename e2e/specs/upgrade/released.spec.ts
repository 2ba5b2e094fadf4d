import { expect, test } from "../../fixtures";
import { releases } from "../../support/database";
import { unique } from "../../support/names";

/** Of everybody in the dumps, but for the demo data. */
const PASSWORD = "seven herons above the quiet weir";

for (const release of releases()) {
  test(`people of the release ${release} find their things and go on`, async ({
    launchSite,
    person,
  }) => {
    const at = await launchSite({ from: release });
    const title = "Lanterns over the lock";
    const wanda = await person("Wanda", { at });
    const otto = await person("Otto", { at });

    await test.step("Wanda logs in and finds her event", async () => {
      await wanda.logIn("wanda", PASSWORD);
      await wanda.open("/event-overview?query=lanterns");
      await expect(wanda.ticket(title)).toContainText("11 places left");
      await wanda.ticket(title).getByRole("link", { name: /^Details/ }).click();
      await expect(wanda.heading(title)).toBeVisible();
      await expect(wanda.main.getByText("灯籠")).toBeVisible();
      await expect(wanda.main.getByRole("listitem").getByText("Otto")).toBeVisible();
    });

    await test.step("Otto finds his place, gives it back and books again", async () => {
      await otto.logIn("otto", PASSWORD);
      await otto.open("/my-bookings");
      await otto.ticket(title).getByRole("link", { name: /^Details/ }).click();
      await expect(otto.stub.getByText("Booked", { exact: true })).toBeVisible();
      await otto.stub.getByRole("button", { name: "Cancel my booking" }).click();
      await otto.dialog.getByRole("button", { name: "Yes, give it back" }).click();
      await expect(otto.stub.getByText("12 of 12 places left")).toBeVisible();
      await otto.stub.getByRole("button", { name: "Book a place" }).click();
      await expect(otto.stub.getByText("11 of 12 places left")).toBeVisible();
    });

    await test.step("Wanda edits it", async () => {
      await wanda.stub.getByRole("link", { name: "Edit" }).click();
      await wanda.field("Location").fill("Leipzig, Dry Lock");
      await wanda.page.getByRole("button", { name: "Save changes" }).click();
      await expect(wanda.main.getByText("Leipzig, Dry Lock").first()).toBeVisible();
    });

    await test.step("they talk", async () => {
      await otto.listensAt("/chat/wanda");
      if (Number(release.split("_")[0]) >= 4) {
        await expect(otto.message("Shall I bring a lantern for you, too?")).toBeVisible();
      }
      const text = unique("The red one");
      await otto.writes(text);
      await wanda.open("/chat/otto");
      await expect(wanda.message(text)).toBeVisible();
    });

    await test.step("somebody new joins them", async () => {
      const nele = await person("Nele", { at });
      await nele.register();
      await nele.confirm();
      await nele.logIn();
      await nele.open("/event-overview?query=lanterns");
      await nele.ticket(title).getByRole("link", { name: /^Details/ }).click();
      await nele.stub.getByRole("button", { name: "Book a place" }).click();
      await expect(nele.stub.getByText("10 of 12 places left")).toBeVisible();
    });
  });
}
