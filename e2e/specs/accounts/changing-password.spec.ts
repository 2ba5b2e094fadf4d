import { expect, type Person, test } from "../../fixtures";

const changed = "otters juggle smooth pebbles";

async function change(person: Person, current: string, password = changed): Promise<void> {
  await person.field("Current password").fill(current);
  await person.field("New password").fill(password);
  await person.field("New password, once more").fill(password);
  await person.page.getByRole("button", { name: "Save the new password" }).click();
}

test("a wrong current password is told at its field, the right one changes it", async ({
  person,
  member,
  guard,
}) => {
  guard.expectRefusal(422, "/api/v1/users/me/password");
  const lena = await member("Lena");
  const other = await person("Lena", { as: lena });
  await other.isLoggedIn();
  await lena.open("/profile");
  await lena.main.getByRole("link", { name: "Change password" }).click();
  await expect(lena.heading("Change password")).toBeFocused();
  await expect(lena.page).toHaveURL(`${lena.site.url}/password-save`);

  await change(lena, "not the password at all");
  await expect(lena.problems).toBeFocused();
  await expect(lena.field("Current password")).toHaveAccessibleDescription(
    "That is not your password.",
  );
  await expect(lena.field("New password")).toHaveValue(changed);

  await change(lena, lena.password);
  await expect(lena.page).toHaveURL(`${lena.site.url}/profile`);
  await expect(lena.page.getByText("Your password is changed.")).toBeVisible();
  await lena.page.reload();
  await lena.seesMenu();

  await other.open("/profile");
  await expect(other.page).toHaveURL(/\/login\?next=%2Fprofile$/);
  await other.typeLogin(lena.username, changed);
  await expect(other.heading("Lena")).toBeVisible();
});

test("all that is missing or weak is told at once", async ({ member }) => {
  const lena = await member("Lena");
  await lena.open("/password-save");
  await lena.page.getByRole("button", { name: "Save the new password" }).click();
  await expect(lena.problems).toBeFocused();
  await expect(lena.problems.getByRole("listitem")).toHaveCount(3);
  await change(lena, lena.password, `${lena.username}1`);
  await expect(lena.field("New password")).toHaveAccessibleDescription(/easy to guess/);
});

test("password managers know the fields and whose they are", async ({ member }) => {
  const lena = await member("Lena");
  await lena.open("/password-save");
  await expect(lena.field("Current password")).toHaveAttribute("autocomplete", "current-password");
  for (const name of ["New password", "New password, once more"]) {
    await expect(lena.field(name)).toHaveAttribute("autocomplete", "new-password");
  }
  const username = lena.page.locator('input[autocomplete="username"]');
  await expect(username).toHaveValue(lena.username);
  await expect(username).toBeHidden();
});
