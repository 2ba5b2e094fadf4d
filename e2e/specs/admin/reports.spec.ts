import { expect, test } from "../../fixtures";

test("an event is reported, and the report is settled", async ({ member, admin, guard }) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes();
  const lena = await member("Lena");
  await lena.openEvent(event);
  const report = lena.main.getByRole("button", { name: "Report", exact: true });
  await report.click();
  await expect(lena.dialog).toContainText("Report this event?");
  await lena.dialog.getByRole("button", { name: "Send the report" }).click();
  await expect(lena.dialog.getByRole("alert")).toContainText("Please fill this in.");
  await lena.page.keyboard.press("Escape");
  await expect(report).toBeFocused();
  await report.click();
  await lena.field("What is wrong").fill("They sell tickets that do not exist.");
  await lena.dialog.getByRole("button", { name: "Send the report" }).click();
  await expect(lena.toasts).toContainText("Thank you. We look into it.");
  await expect(lena.dialog).toBeHidden();
  await expect(report).toBeFocused();

  // A second report says that the first one waits; what was typed stays.
  guard.expectRefusal(409, `/api/v1/events/${event.id}/reports`);
  await report.click();
  await lena.field("What is wrong").fill("Once more.");
  await lena.dialog.getByRole("button", { name: "Send the report" }).click();
  await expect(lena.dialog.getByRole("alert")).toContainText("You have reported this already.");
  await expect(lena.field("What is wrong")).toHaveValue("Once more.");

  const ada = await admin("Ada");
  await ada.open("/admin");
  await ada.main.getByRole("link", { name: /Open reports$/ }).click();
  const entry = ada.record(event.title);
  await expect(entry).toContainText("They sell tickets that do not exist.");
  await expect(entry).toContainText("Reported by Lena");
  await entry.getByRole("link", { name: `Event: ${event.title}` }).click();
  await expect(ada.record(event.title).getByRole("button", { name: /^Remove/ })).toBeVisible();
  await ada.page.goBack();
  await entry.getByRole("button", { name: `Settle the report about ${event.title}` }).click();
  await ada.field("Decision").fill("There are real tickets.");
  await ada.dialog.getByRole("button", { name: "Settle the report" }).click();
  await expect(ada.toasts).toContainText("The report is settled.");
  await expect(entry).toHaveCount(0);
  await expect(ada.page.locator("#results")).toBeFocused();
  await ada.main.getByRole("link", { name: "Settled" }).click();
  await expect(entry).toContainText("There are real tickets.");
  await expect(entry).toContainText("Ada decided");
  await ada.main.getByRole("link", { name: "Log", exact: true }).click();
  await expect(ada.record(`Ada settled the report about ${event.title}.`)).toContainText(
    "There are real tickets.",
  );

  // Now there can be another one.
  await lena.dialog.getByRole("button", { name: "Send the report" }).click();
  await expect(lena.toasts).toContainText("Thank you. We look into it.");
});

test("a person is reported; one blocks them from there", async ({ member, admin }) => {
  const [lena, mira] = [await member("Lena"), await member("Mira")];
  await mira.publishes();
  await lena.open(`/profile/${mira.username}`);
  await lena.main.getByRole("button", { name: "Report", exact: true }).click();
  await expect(lena.dialog).toContainText("Report Mira?");
  await lena.field("What is wrong").fill("She writes to me again and again.");
  await lena.dialog.getByRole("button", { name: "Send the report" }).click();
  await expect(lena.toasts).toContainText("Thank you. We look into it.");

  const ada = await admin("Ada");
  await ada.open("/admin/reports");
  const entry = ada.record("She writes to me again and again.");
  await expect(entry.getByRole("link", { name: `Person: ${mira.username}` })).toBeVisible();
  const block = entry.getByRole("button", { name: "Block Mira" });
  await block.click();
  await ada.field("Reason").fill("Leave people alone.");
  await ada.dialog.getByRole("button", { name: "Block Mira" }).click();
  await expect(ada.toasts).toContainText("Mira is blocked.");
  await expect(entry).toContainText("Blocked");
  await expect(block).toHaveCount(0);
});

test("nobody reports themselves, and guests report nothing", async ({ member, person }) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes();
  await hanna.openEvent(event);
  await expect(hanna.stub.getByRole("button", { name: "Cancel event" })).toBeVisible();
  await expect(hanna.main.getByRole("button", { name: "Report", exact: true })).toHaveCount(0);
  const gustav = await person("Gustav");
  await gustav.openEvent(event);
  await expect(gustav.stub.getByRole("link", { name: "Log in to book a place" })).toBeVisible();
  await expect(gustav.main.getByRole("button", { name: "Report", exact: true })).toHaveCount(0);
  await gustav.open(`/profile/${hanna.username}`);
  await expect(gustav.heading("Hanna")).toBeVisible();
  await expect(gustav.main.getByRole("button", { name: "Report", exact: true })).toHaveCount(0);
});
