import { expect, test } from "../../fixtures";

test("a wrong password and an unknown person get the same answer", async ({ person, guard }) => {
  guard.expectRefusal(401, "/api/v1/auth/login");
  const lena = await person("Lena");
  await lena.isMember();
  await lena.open("/login");

  for (const login of [lena.username, "nobody-at-all"]) {
    await lena.typeLogin(login, "not the password at all");
    await expect(lena.problems).toBeFocused();
    await expect(lena.problems).toHaveText("This login and password do not match.");
    await expect(lena.field("Username or email")).toHaveValue(login);
  }
  await lena.typeLogin();
  await lena.seesMenu();
});

test("one logs in with username or email address, in any case", async ({ person }) => {
  const lena = await person("Lena");
  await lena.isMember();
  for (const login of [lena.username.toUpperCase(), lena.email]) {
    await lena.logIn(login);
    await expect(lena.page).toHaveURL(`${lena.site.url}/`);
    await lena.logOut();
  }
});

test("who is not confirmed yet is told so, and gets a new link", async ({ person, guard }) => {
  guard.expectRefusal(403, "/api/v1/auth/login");
  const lena = await person("Lena");
  await lena.hasAccount();
  await lena.open("/login");
  await lena.typeLogin();

  await expect(lena.problems).toContainText("Please confirm your email address first.");
  await lena.page.getByRole("button", { name: "Send a new link" }).click();
  await lena.confirm();
  await lena.main.getByRole("link", { name: "Log in" }).click();
  await lena.typeLogin();
  await lena.seesMenu();
});

test("an empty form is refused before it is sent", async ({ person }) => {
  const lena = await person("Lena");
  await lena.open("/login");
  await lena.main.getByRole("button", { name: "Log in" }).click();
  await expect(lena.problems).toBeFocused();
  await expect(lena.problems.getByRole("listitem")).toHaveCount(2);
});

test("logging out ends the session for good", async ({ member }) => {
  const lena = await member("Lena");
  await lena.open("/event-overview");
  const cookies = await lena.page.context().cookies();
  await lena.logOut();
  await expect(lena.page.getByRole("banner").getByRole("link", { name: "Log in" })).toBeVisible();

  // Not even who kept the cookie is let in again.
  await lena.page.context().addCookies(cookies);
  await lena.open("/event-create");
  await expect(lena.page).toHaveURL(/\/login\?next=%2Fevent-create$/);
});

test("logging out in one tab logs out the others", async ({ member }) => {
  const lena = await member("Lena");
  await lena.open("/");
  await lena.seesMenu();
  const other = await lena.page.context().newPage();
  await other.goto(lena.site.url);
  await expect(other.locator("#account-menu")).toBeVisible();
  await lena.logOut();
  await expect(other.getByRole("banner").getByRole("link", { name: "Log in" })).toBeVisible();
});

test("the session cookie is out of reach for scripts", async ({ member }) => {
  const lena = await member("Lena");
  await lena.open("/");
  const cookies = await lena.page.context().cookies();
  const session = cookies.find(({ name }) => name === "event_booking_session");
  expect(session).toMatchObject({ httpOnly: true, sameSite: "Lax" });
  // Scripts see in which language one reads, and nothing else.
  expect(await lena.page.evaluate(() => document.cookie)).toBe("language=en");
});
