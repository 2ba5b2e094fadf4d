import { expect, type Person, test } from "../../fixtures";
import { violations } from "../../support/axe";
import { adminPlaces } from "../../support/admin-places";
import { guestPlaces } from "../../support/guest-places";
import { memberPlaces } from "../../support/member-places";
import type { Place } from "../../support/places";
import { fitsInto, fitsIntoEach } from "../../support/widths";
import { leftovers } from "../../support/words";

// The rounds through all places take minutes: the workers share them.
test.describe.configure({ mode: "parallel" });

const german = { locale: "de-DE" };
const phone = { ...german, viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
/** How wide a tablet is. */
const tablet = 768;
const date = "2099-12-05";

const speaks = (person: Person, language: string) =>
  expect(person.page.locator("html")).toHaveAttribute("lang", language);

const choice = (person: Person, name: string) =>
  person.page.getByRole("contentinfo").getByRole("button", { name, exact: true });

/** Chooses a language in the footer, and waits until the page has loaded again. */
async function choose(person: Person, name: string, language: string): Promise<void> {
  await choice(person, name).click();
  await speaks(person, language);
  await expect(choice(person, name)).toHaveAttribute("aria-pressed", "true");
}

test("a browser that asks for German gets German", async ({ member, person, guard }) => {
  const hanna = await member("Hanna");
  const event = await hanna.publishes({ date, time: "19:30", price: "12.50", currency: "EUR" });
  const gustav = await person("Gustav", { browser: german });
  await gustav.openEvent(event);
  await speaks(gustav, "de");
  // As the machine that runs the test writes it, which has the same data.
  const day = new Date(`${date}T12:00:00Z`);
  const written = day.toLocaleDateString("de-DE", { dateStyle: "full", timeZone: "UTC" });
  await expect(gustav.main).toContainText(`${written}, 19:30 Uhr`);
  await expect(gustav.stub).toContainText(/12,50\s€/);
  await expect(gustav.stub.getByRole("link", { name: "Zum Buchen anmelden" })).toBeVisible();

  await gustav.open("/login");
  await gustav.main.getByRole("button", { name: "Anmelden" }).click();
  await expect(gustav.problems).toContainText("2 Dinge brauchen noch einen Blick");
  await expect(gustav.problems).toContainText("Bitte fülle das aus.");
  guard.expectRefusal(401, "/api/v1/auth/login");
  await gustav.typeLogin("nobody-at-all", "nothing that fits");
  await expect(gustav.problems).toContainText("Anmeldename und Passwort passen nicht zusammen.");
});

test("the server says in German what is wrong", async ({ person, guard }) => {
  const gustav = await person("Gustav", { browser: german });
  await gustav.open("/");
  guard.expectRefusal(404, "/api/v1/events/none");
  const problem = await gustav.page.evaluate(async () => {
    const answer = await fetch("/api/v1/events/none");
    return [answer.headers.get("content-language"), (await answer.json()).title];
  });
  expect(problem).toEqual(["de", "Hier ist nichts."]);
});

test("one switches the language, and it stays", async ({ person }) => {
  const gustav = await person("Gustav");
  await gustav.open("/event-overview?query=nothing");
  await speaks(gustav, "en");
  await choose(gustav, "Deutsch", "de");
  await expect(gustav.page).toHaveURL(/\/event-overview\?query=nothing$/);
  await expect(gustav.page).toHaveTitle("Veranstaltungen · Event Booking");
  await gustav.page.reload();
  await speaks(gustav, "de");
  const again = await gustav.page.context().newPage();
  await again.goto(`${gustav.site.url}/`);
  await expect(again.getByRole("heading", { level: 1 })).toHaveText("Gute Abende beginnen mit einer Karte");
  // By keyboard, too.
  await choice(gustav, "English").focus();
  await gustav.page.keyboard.press("Enter");
  await speaks(gustav, "en");
  await expect(gustav.page).toHaveTitle("Events · Event Booking");
});

test("the language goes with the account to another device", async ({ member, person }) => {
  const lena = await member("Lena");
  await lena.open("/event-overview");
  await lena.seesMenu();
  await choose(lena, "Deutsch", "de");

  const phone = await person("Lena", { as: lena });
  await phone.open("/login");
  await speaks(phone, "en");
  await phone.typeLogin();
  await speaks(phone, "de");
  await expect(phone.page.getByRole("heading", { level: 1 })).toHaveText("Gute Abende beginnen mit einer Karte");

  // What is chosen on a device wins there.
  const chosen = await person("Lena", { as: lena });
  await chosen.open("/login");
  await choose(chosen, "Deutsch", "de");
  await choose(chosen, "English", "en");
  await chosen.typeLogin();
  await chosen.seesMenu();
  await speaks(chosen, "en");
});

test("who registers in German gets mails in German", async ({ person, mailbox, launchSite }) => {
  const at = await launchSite({ env: mailbox.configuration });
  const lena = await person("Lena", { at, browser: german });
  await lena.register();
  const [mail] = await mailbox.mailsTo(lena.email, 1);
  expect(mail.subject).toBe("Bitte bestätige deine E-Mail-Adresse");
  expect(mail.text).toContain("Der Link gilt 24 Stunden und nur einmal.");
  expect(mail.html).toContain('<html lang="de">');
});

test("nothing that was typed is lost by switching", async ({ member, person }) => {
  const lena = await member("Lena");
  await lena.open("/event-create");
  await lena.field("Title").fill("A night of small stages");
  await choose(lena, "Deutsch", "de");
  await expect(lena.page.getByLabel("Titel", { exact: true })).toHaveValue("A night of small stages");

  const gustav = await person("Gustav");
  await gustav.open("/register");
  await gustav.field("Username").fill("gustav");
  await choice(gustav, "Deutsch").click();
  await expect(gustav.dialog).toContainText("what you have typed into it is gone then");
  await gustav.dialog.getByRole("button", { name: "Stay here" }).click();
  await expect(gustav.dialog).toBeHidden();
  await expect(gustav.field("Username")).toHaveValue("gustav");
  await speaks(gustav, "en");
  await choice(gustav, "Deutsch").click();
  await gustav.dialog.getByRole("button", { name: "Change the language" }).click();
  await speaks(gustav, "de");
  await expect(gustav.page.getByLabel("Benutzername", { exact: true })).toHaveValue("");
});

/** Everything that is read on the page, aloud or not. */
const read = (person: Person) =>
  person.page.evaluate(() => {
    const texts = [document.title];
    const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (nodes.nextNode()) texts.push(nodes.currentNode.textContent ?? "");
    for (const name of ["aria-label", "placeholder", "title", "alt"])
      for (const element of document.body.querySelectorAll(`[${name}]`))
        texts.push(element.getAttribute(name) ?? "");
    return texts;
  });

/**
 * Looks at every place, in German, whose words are longer, on a phone and on a tablet. On the phone,
 * all of what one came for is there without scrolling.
 */
async function inspect(person: Person, places: Place[]): Promise<void> {
  for (const place of places) {
    await test.step(place.name, async () => {
      await place.go(person);
      await speaks(person, "de");
      if (place.action) {
        const inSight = expect.soft(place.action(person), `${place.name}: what one came for`);
        await inSight.toBeInViewport({ ratio: 1 });
      }
      expect.soft(leftovers(await read(person), "de"), `${place.name}: English`).toEqual([]);
      expect.soft(await violations(person.page), place.name).toEqual([]);
      await fitsInto(phone.viewport.width, person.page, place.name);
      await fitsIntoEach([tablet], person.page, place.name);
    });
  }
}

test("what guests see is German, and accessible", async ({ member, person, guard }) => {
  test.setTimeout(600_000);
  const [hanna, otto] = [await member("Hanna"), await member("Otto")];
  const guest = await person("Gustav", { browser: phone });
  await inspect(guest, await guestPlaces(hanna, otto, guard));
});

test("what members see is German, and accessible", async ({ member, guard }) => {
  test.setTimeout(900_000);
  const hanna = await member("Hanna");
  const lena = await member("Lena", { browser: phone });
  await inspect(lena, await memberPlaces(lena, hanna, guard));
});

test("what those see who run the site is German, and accessible", async ({ member, guard }) => {
  test.setTimeout(600_000);
  const [hanna, otto] = [await member("Hanna"), await member("Otto")];
  const ada = await member("Ada", { browser: phone });
  guard.expectFailure("/api/v1/admin/log");
  await inspect(ada, await adminPlaces(ada, hanna, otto));
});
