import { expect, type Person, test } from "../../fixtures";

const changed = "otters juggle smooth pebbles";

async function choose(person: Person, password: string, again = password): Promise<void> {
  await person.field("New password").fill(password);
  await person.field("New password, once more").fill(again);
  await person.page.getByRole("button", { name: "Save the new password" }).click();
}

test("who forgot the password chooses a new one and is logged in", async ({ person, guard }) => {
  guard.expectRefusal(401, "/api/v1/auth/login");
  const lena = await person("Lena");
  await lena.isMember();
  await lena.open("/login");
  await lena.page.getByRole("link", { name: "Forgot your password?" }).click();
  await expect(lena.heading("Forgot your password?")).toBeFocused();
  await lena.field("Email").fill(lena.email);
  await lena.page.getByRole("button", { name: "Send the link" }).click();
  await lena.page.getByRole("link", { name: "Choose a new password" }).click();

  await expect(lena.heading("Choose a new password")).toBeVisible();
  await choose(lena, changed);
  await expect(lena.page).toHaveURL(`${lena.site.url}/`);
  await expect(lena.page.getByText("Your new password is in force")).toBeVisible();
  await lena.seesMenu();

  await lena.logOut();
  await lena.open("/login");
  await lena.typeLogin();
  await expect(lena.problems).toHaveText("This login and password do not match.");
  await lena.typeLogin(lena.username, changed);
  await lena.seesMenu();
});

test("a new password logs out everybody else", async ({ person, member }) => {
  const lena = await member("Lena");
  const thief = await person("Lena", { as: lena });
  await thief.isLoggedIn();
  await thief.open("/profile");
  await thief.seesMenu();
  await lena.open("/");
  await lena.logOut();

  await lena.page.goto(await lena.forgetsPassword());
  await choose(lena, changed);
  await lena.seesMenu();
  await expect(thief.page).toHaveURL(/\/login\?next=%2Fprofile&ended=1$/);
});

test("a used, an unknown and an endless link lead to a new one", async ({ person, guard }) => {
  guard.expectRefusal(410, "/api/v1/auth/password/reset");
  guard.expectRefusal(422, "/api/v1/auth/password/reset");
  const lena = await person("Lena");
  await lena.isMember();
  const link = await lena.forgetsPassword();
  await lena.page.goto(link);
  await choose(lena, changed);
  await lena.seesMenu();
  await lena.logOut();

  const made = `${lena.site.url}/password-save?hash=`;
  for (const bad of [link, `${made}made-up`, `${made}${"x".repeat(300)}`]) {
    await lena.page.goto(bad);
    await choose(lena, lena.password);
    await expect(lena.heading("This link does not work any more")).toBeVisible();
  }
  await lena.main.getByRole("link", { name: "Send a new link" }).click();
  await expect(lena.heading("Forgot your password?")).toBeFocused();
});

test("a link that is too old leads to a new one that works", async ({ person, guard }) => {
  guard.expectRefusal(410, "/api/v1/auth/password/reset");
  const lena = await person("Lena");
  await lena.isMember();
  const link = await lena.forgetsPassword();
  await lena.site.database.expireLinks();
  await lena.page.goto(link);
  await choose(lena, changed);
  await expect(lena.heading("This link does not work any more")).toBeVisible();
  await lena.main.getByRole("link", { name: "Send a new link" }).click();
  await lena.field("Email").fill(lena.email);
  await lena.page.getByRole("button", { name: "Send the link" }).click();
  await lena.page.getByRole("link", { name: "Choose a new password" }).click();
  await choose(lena, changed);
  await lena.seesMenu();
});

test("a weak password and another repeat are told at their fields", async ({ person }) => {
  const lena = await person("Lena");
  await lena.isMember();
  await lena.page.goto(await lena.forgetsPassword());
  await lena.page.getByRole("button", { name: "Save the new password" }).click();
  await expect(lena.problems).toBeFocused();
  await expect(lena.problems.getByRole("listitem")).toHaveCount(2);

  await choose(lena, "password1", "password2");
  await expect(lena.problems).toBeFocused();
  await expect(lena.field("New password")).toHaveAccessibleDescription(/easy to guess/);
  await expect(lena.field("New password, once more")).toHaveAccessibleDescription(
    "The two passwords are not the same.",
  );
  await expect(lena.main.getByText("Very easy to guess")).toBeVisible();

  await choose(lena, changed);
  await lena.seesMenu();
});

test("a password that is made of the person's name is refused by the server", async ({
  person,
  guard,
}) => {
  guard.expectRefusal(422, "/api/v1/auth/password/reset");
  const lena = await person("Lena");
  await lena.isMember();
  await lena.page.goto(await lena.forgetsPassword());
  await choose(lena, lena.email);
  await expect(lena.problems).toBeFocused();
  await expect(lena.field("New password")).toHaveAccessibleDescription(/easy to guess/);
  // The link is still good.
  await choose(lena, changed);
  await lena.seesMenu();
});

test("an address that nobody has gets a calm answer, a bad one is refused", async ({ person }) => {
  const lena = await person("Lena");
  await lena.open("/password-reset");
  await lena.field("Email").fill("lena");
  await lena.page.getByRole("button", { name: "Send the link" }).click();
  await expect(lena.problems).toBeFocused();
  await expect(lena.field("Email")).toHaveAccessibleDescription(/like name@example\.org/);

  await lena.field("Email").fill("nobody-at-all@example.org");
  await lena.page.getByRole("button", { name: "Send the link" }).click();
  await expect(lena.main.getByText("there is no account with nobody-at-all")).toBeVisible();
});

test("the link works for somebody who is logged in, too", async ({ member }) => {
  const lena = await member("Lena");
  await lena.page.goto(await lena.forgetsPassword());
  await choose(lena, changed);
  await expect(lena.page).toHaveURL(`${lena.site.url}/`);
  await lena.seesMenu();
});
