import type { Locator } from "@playwright/test";
import { expect, type Person, test } from "../../fixtures";
import { inDays } from "../../support/days";
import { unique } from "../../support/names";
import { png } from "../../support/png";

const RED: [number, number, number] = [190, 60, 40];
const file = (name: string, buffer: Buffer) => ({ name, mimeType: "image/png", buffer });
const chooser = (person: Person) => person.page.locator("#picture");

async function isLoaded(picture: Locator): Promise<void> {
  await picture.scrollIntoViewIfNeeded();
  await expect
    .poll(() => picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth))
    .toBeTruthy();
}

async function fillsIn(person: Person, title: string): Promise<void> {
  await person.open("/event-create");
  await person.field("Title").fill(title);
  await person.field("Description").fill("With something to look at.");
  await person.field("Date").fill(inDays(20));
}

test("an event is published with a picture, which guests see in the list and on its page", async ({
  member,
  person,
}) => {
  const hanna = await member("Hanna");
  const title = unique("Lanterns");
  await fillsIn(hanna, title);
  await chooser(hanna).setInputFiles(file("lanterns.png", png(800, 400, RED)));
  await expect(hanna.page.getByRole("img", { name: "Preview of the picture" })).toBeVisible();
  // The ticket beside the form shows it, too.
  const ticket = hanna.page.getByRole("complementary", { name: "Preview" }).getByRole("article");
  await expect(ticket.locator("canvas")).toHaveAttribute("width", "800");
  await hanna.field("What the picture shows").fill("Red paper lanterns");
  await hanna.page.getByRole("button", { name: "Publish event" }).click();
  await expect(hanna.heading(title)).toBeVisible();
  await isLoaded(hanna.main.getByRole("img", { name: "Red paper lanterns" }));

  const guest = await person("Guest");
  await guest.open(`/event-overview?query=${title}`);
  const picture = guest.ticket(title).getByRole("img", { name: "Red paper lanterns" });
  await isLoaded(picture);
  await expect(picture).toHaveAttribute("width", "800");
  await expect(picture).toHaveAttribute("height", "400");
});

test("a picture is replaced, described and removed where the event is edited", async ({ member }) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes();
  await hanna.open(`/event-edit/${event.id}`);
  await chooser(hanna).setInputFiles(file("one.png", png(300, 200, RED)));
  await hanna.field("What the picture shows").fill("The first");
  const save = hanna.page.getByRole("button", { name: "Save changes" });
  await save.click();
  await expect(hanna.heading(event.title)).toBeVisible();
  await isLoaded(hanna.main.getByRole("img", { name: "The first" }));

  await hanna.open(`/event-edit/${event.id}`);
  await expect(hanna.field("What the picture shows")).toHaveValue("The first");
  await hanna.page.getByRole("button", { name: "Remove the picture" }).click();
  await expect(chooser(hanna)).toBeFocused();
  await hanna.page.getByRole("button", { name: "Undo" }).click();
  await expect(chooser(hanna)).toBeFocused();
  await expect(hanna.field("What the picture shows")).toHaveValue("The first");
  await hanna.page.getByRole("button", { name: "Remove the picture" }).click();
  await save.click();
  await expect(hanna.heading(event.title)).toBeVisible();
  await expect(hanna.main.locator("img")).toHaveCount(0);
});

test("what is no picture is told so at its field, and nothing that was typed is lost", async ({
  member,
}) => {
  const hanna = await member("Hanna");
  const title = unique("Words");
  await fillsIn(hanna, title);
  await chooser(hanna).setInputFiles(file("words.png", Buffer.from("only words")));
  await expect(hanna.page.locator("#picture-error")).toContainText("not a picture");
  await chooser(hanna).setInputFiles(file("large.png", Buffer.alloc(10 * 1024 * 1024 + 1)));
  await expect(hanna.page.locator("#picture-error")).toContainText("larger than 10 MB");
  await expect(hanna.field("Title")).toHaveValue(title);
  await hanna.page.getByRole("button", { name: "Publish event" }).click();
  await expect(hanna.heading(title)).toBeVisible();
});

test("what is no picture changes nothing about the one that is there", async ({ member }) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes();
  const preview = hanna.page.getByRole("img", { name: "Preview of the picture" });
  const description = hanna.field("What the picture shows");
  const bad = file("words.png", Buffer.from("only words"));
  await hanna.open(`/event-edit/${event.id}`);
  await chooser(hanna).setInputFiles(file("one.png", png(300, 200, RED)));
  await expect(preview).toBeVisible();
  await description.fill("The first");
  await chooser(hanna).setInputFiles(bad);
  await expect(hanna.page.locator("#picture-error")).toContainText("not a picture");
  await expect(preview).toBeVisible();
  await expect(description).toHaveValue("The first");
  await hanna.page.getByRole("button", { name: "Save changes" }).click();
  await expect(hanna.heading(event.title)).toBeVisible();
  await isLoaded(hanna.main.getByRole("img", { name: "The first" }));

  await hanna.open(`/event-edit/${event.id}`);
  await expect(description).toHaveValue("The first");
  await chooser(hanna).setInputFiles(bad);
  await expect(hanna.page.locator("#picture-error")).toContainText("not a picture");
  await expect(hanna.page.getByText("The picture goes when you save.")).toHaveCount(0);
  await expect(description).toHaveValue("The first");
});

test("what was said of one chosen picture is not said of the next", async ({ member }) => {
  const hanna = await member("Hanna");
  await hanna.open("/event-create");
  await chooser(hanna).setInputFiles(file("one.png", png(300, 200, RED)));
  await hanna.field("What the picture shows").fill("The first");
  await chooser(hanna).setInputFiles(file("two.png", png(200, 300, RED)));
  await expect(hanna.field("What the picture shows")).toHaveValue("");
});

test("a chosen picture is not lost without a question, or for good", async ({ member }) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes();
  const preview = hanna.page.getByRole("img", { name: "Preview of the picture" });
  await hanna.open(`/event-edit/${event.id}`);
  await chooser(hanna).setInputFiles(file("one.png", png(300, 200, RED)));
  await expect(preview).toBeVisible();
  await hanna.page.getByRole("contentinfo").getByRole("button", { name: "Deutsch" }).click();
  await expect(hanna.dialog).toContainText("gone then");
  await hanna.dialog.getByRole("button", { name: "Stay here" }).click();

  await hanna.field("What the picture shows").fill("The first");
  await hanna.page.getByRole("button", { name: "Discard" }).click();
  await expect(hanna.heading(event.title)).toBeVisible();
  await hanna.toasts.getByRole("button", { name: "Undo" }).click();
  await expect(preview).toBeVisible();
  await expect(hanna.field("What the picture shows")).toHaveValue("The first");
});

test("the event is there even if its picture is not, and one can try again", async ({
  member,
  guard,
}) => {
  const hanna = await member("Hanna");
  const title = unique("Second try");
  await fillsIn(hanna, title);
  await chooser(hanna).setInputFiles(file("one.png", png(300, 200, RED)));
  guard.expectRefusal(422, /\/picture$/);
  await hanna.page.route("**/picture", (route) =>
    route.fulfill({
      status: 422,
      contentType: "application/problem+json",
      body: JSON.stringify({
        type: "/problems/picture-damaged",
        title: "This picture is damaged.",
        status: 422,
        detail: "This picture is damaged.",
      }),
    }),
  );
  await hanna.page.getByRole("button", { name: "Publish event" }).click();
  await expect(hanna.heading(title)).toBeVisible();
  await expect(hanna.toasts).toContainText("The event is there, but not its picture");
  await hanna.toasts.getByRole("link", { name: "Try again" }).click();
  await expect(hanna.heading("Edit event")).toBeVisible();
});

test("a picture that programs put beside a text is not taken", async ({ member }) => {
  const hanna = await member("Hanna");
  await hanna.open("/event-create");
  await expect(hanna.field("Title")).toBeVisible();
  await hanna.field("Title").evaluate(
    (field, bytes) => {
      const data = new DataTransfer();
      data.setData("text/plain", "Lanterns");
      data.items.add(new File([new Uint8Array(bytes)], "text.png", { type: "image/png" }));
      const options = { bubbles: true, cancelable: true, clipboardData: data };
      field.dispatchEvent(new ClipboardEvent("paste", options));
    },
    [...png(300, 200, RED)],
  );
  await expect(hanna.page.getByText("Choose a picture")).toBeVisible();
  await expect(hanna.field("What the picture shows")).toHaveCount(0);
});

test("a picture is dropped, or put in from the clipboard", async ({ member }) => {
  const hanna = await member("Hanna");
  const preview = hanna.page.getByRole("img", { name: "Preview of the picture" });
  for (const kind of ["drop", "paste"]) {
    await hanna.open("/event-create");
    await expect(hanna.field("Title")).toBeVisible();
    const bytes = [...png(300, 200, RED)];
    await hanna.page.locator(".picture-drop").evaluate(
      (zone, [kind, bytes]) => {
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(bytes)], "one.png", { type: "image/png" }));
        const options = { bubbles: true, cancelable: true };
        zone.dispatchEvent(
          kind === "drop"
            ? new DragEvent("drop", { ...options, dataTransfer: data })
            : new ClipboardEvent("paste", { ...options, clipboardData: data }),
        );
      },
      [kind, bytes] as const,
    );
    await expect(preview).toBeVisible();
  }
});
