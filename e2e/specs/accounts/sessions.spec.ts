import { expect, type People, type Person, test } from "../../fixtures";

const firefox = "Mozilla/5.0 (Android 15; Mobile; rv:143.0) Gecko/143.0 Firefox/143.0";

const sessions = (person: Person) =>
  person.main.getByRole("list", { name: "Where you are logged in" }).getByRole("listitem");

/** Presses the button that ends the session on the phone, and answers the question. */
async function endOnPhone(person: Person): Promise<void> {
  await person.main.getByRole("button", { name: "Log out: Firefox on Android" }).click();
  await expect(person.dialog).toContainText("Firefox on Android must log in again.");
  await person.dialog.getByRole("button", { name: "Log out" }).click();
}

/** Somebody who is logged in with another browser, too. */
async function onPhone(person: People["person"], as: Person): Promise<Person> {
  const phone = await person(as.firstName, { as, browser: { userAgent: firefox } });
  await phone.isLoggedIn();
  return phone;
}

test("one browser ends the session of another, which is sent to log in", async ({
  person,
  member,
}) => {
  const lena = await member("Lena");
  const phone = await onPhone(person, lena);
  await phone.open("/event-create");
  await phone.field("Title").fill("Soup for everybody");
  await phone.field("Description").fill("Bring a bowl.");
  await phone.field("Date").fill("2028-05-01");

  await lena.open("/sessions");
  await expect(sessions(lena)).toHaveCount(2);
  const other = sessions(lena).filter({ hasText: "Firefox on Android" });
  await expect(other).toContainText("just now");
  await expect(other).toContainText("127.0.0.1");
  await expect(sessions(lena).filter({ hasText: "This browser" })).toHaveCount(1);
  const end = other.getByRole("button", { name: "Log out: Firefox on Android" });
  await end.dblclick();
  await lena.page.keyboard.press("Escape");
  await expect(lena.dialog).toBeHidden();
  await expect(end).toBeFocused();
  await expect(sessions(lena)).toHaveCount(2);
  await endOnPhone(lena);
  await expect(sessions(lena)).toHaveCount(1);
  await expect(lena.page.getByText("Logged out: Firefox on Android.")).toBeVisible();
  await expect(lena.main.getByText("You are logged in nowhere else.")).toBeVisible();
  const focused = await lena.page.evaluate(() => document.activeElement?.tagName);
  expect(focused).not.toBe("BODY");

  // It hears of it at once.
  await expect(phone.page).toHaveURL(/\/login\?next=%2Fevent-create&ended=1$/);
  await expect(phone.main.getByText("You were logged out in the meantime.")).toBeVisible();
  await phone.typeLogin();
  await expect(phone.field("Title")).toHaveValue("Soup for everybody");
});

test("the second click of a double click does not reach the next in the list", async ({
  person,
  member,
}) => {
  const lena = await member("Lena");
  await onPhone(person, lena);
  await lena.open("/sessions");
  await endOnPhone(lena);
  await expect(sessions(lena)).toHaveCount(1);
  await sessions(lena).getByRole("button", { name: "Log out" }).hover();
  await lena.page.mouse.down({ clickCount: 2 });
  await lena.page.mouse.up({ clickCount: 2 });
  await lena.open("/profile");
  await expect(lena.heading("Lena")).toBeVisible();
});

test("a page that hears of nothing finds out with the next request", async ({
  person,
  member,
  guard,
}) => {
  guard.expectRefusal(401, "/api/v1/auth/sessions");
  const lena = await member("Lena");
  const phone = await onPhone(person, lena);
  await phone.settlesAt(() => phone.open("/profile"));
  await lena.open("/sessions");
  await endOnPhone(lena);
  await expect(sessions(lena)).toHaveCount(1);
  await phone.choose("Where you are logged in");
  await expect(phone.page).toHaveURL(/\/login\?next=%2Fsessions&ended=1$/);
});

test("all others are ended at once, after a question", async ({ person, member }) => {
  const lena = await member("Lena");
  const others = [];
  for (const userAgent of [firefox, "curl/8.5.0"]) {
    const other = await person("Lena", { as: lena, browser: { userAgent } });
    await other.isLoggedIn();
    others.push(other);
  }
  await lena.open("/sessions");
  await expect(sessions(lena)).toHaveCount(3);
  const end = lena.main.getByRole("button", { name: "Log out everywhere else" });
  await end.click();
  await lena.page.keyboard.press("Escape");
  await expect(lena.dialog).toBeHidden();
  await expect(end).toBeFocused();
  await end.click();
  await lena.dialog.getByRole("button", { name: "Log out everywhere else" }).click();
  await expect(lena.page.getByText("You are logged out everywhere else.")).toBeVisible();
  await expect(sessions(lena)).toHaveCount(1);
  for (const other of others) {
    await other.open("/sessions");
    await expect(other.page).toHaveURL(/\/login\?next=%2Fsessions$/);
  }
});

test("ending the session that one uses is logging out", async ({ member }) => {
  const lena = await member("Lena");
  await lena.open("/sessions");
  await sessions(lena).getByRole("button", { name: "Log out" }).click();
  await expect(lena.page).toHaveURL(`${lena.site.url}/`);
  await expect(lena.page.getByText("You are logged out.")).toBeVisible();
  await lena.page.goBack();
  await expect(lena.page).toHaveURL(/\/login\?next=%2Fsessions$/);
});

test("a stolen cookie is thrown out, and so is whom it was stolen from", async ({
  person,
  member,
  guard,
}) => {
  guard.expectWarning("a session was used by another client and is destroyed");
  const lena = await member("Lena");
  await lena.open("/profile");
  await expect(lena.heading("Lena")).toBeVisible();

  const thief = await person("Thea", { browser: { userAgent: firefox } });
  await thief.page.context().addCookies(await lena.page.context().cookies());
  await thief.open("/profile");
  await expect(thief.page).toHaveURL(/\/login\?next=%2Fprofile$/);

  // Her page may have heard of it by itself before.
  await lena.page.reload();
  await expect(lena.page).toHaveURL(/\/login\?next=%2Fprofile(&ended=1)?$/);
  await lena.typeLogin();
  await expect(lena.heading("Lena")).toBeVisible();
});

test("a session that is gone already leaves the list", async ({ person, member, guard }) => {
  guard.expectRefusal(404, /^\/api\/v1\/auth\/sessions\//);
  const lena = await member("Lena");
  const other = await onPhone(person, lena);
  await lena.open("/sessions");
  await expect(sessions(lena)).toHaveCount(2);
  await other.open("/");
  await other.logOut();
  await endOnPhone(lena);
  await expect(sessions(lena)).toHaveCount(1);
});
