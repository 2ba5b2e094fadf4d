import { expect, test } from "../../fixtures";

test("the form tells all problems at once, at their fields, and loses nothing", async ({
  person,
}) => {
  const lena = await person("Lena");
  await lena.open("/register");
  await lena.field("Username").fill("l!");
  await lena.field("Email").fill("lena");
  await lena.field("Password").fill("password1");
  await lena.field("Age").fill("200");
  await lena.page.getByRole("button", { name: "Create account" }).click();

  await expect(lena.problems).toBeFocused();
  await expect(lena.problems.getByRole("heading")).toHaveText("4 things need another look");
  await expect(lena.field("Username")).toHaveAccessibleDescription(/Please use/);
  await expect(lena.field("Email")).toHaveAccessibleDescription(/like name@example\.org/);
  await expect(lena.field("Password")).toHaveAccessibleDescription(/easy to guess/);
  await expect(lena.field("Age")).toHaveAccessibleDescription(/from 0 to 150/);

  await expect(lena.field("Username")).toHaveValue("l!");
  await expect(lena.field("Email")).toHaveValue("lena");
  await expect(lena.field("Password")).toHaveValue("password1");

  await lena.problems.getByRole("link", { name: /^Email/ }).click();
  await expect(lena.field("Email")).toBeFocused();
});

test("a problem goes away as soon as the field is mended", async ({ person }) => {
  const lena = await person("Lena");
  await lena.open("/register");
  await lena.field("Email").fill("lena");
  await lena.field("Username").focus();
  await expect(lena.field("Email")).toHaveAttribute("aria-invalid", "true");
  await lena.field("Email").fill(lena.email);
  await expect(lena.field("Email")).not.toHaveAttribute("aria-invalid");
});

test("a taken username and a taken address are told at their fields", async ({
  person,
  guard,
}) => {
  guard.expectRefusal(422, "/api/v1/auth/register");
  const first = await person("Lena");
  await first.hasAccount();

  const second = await person("Lena");
  await second.open("/register");
  await second.field("Username").fill(first.username.toUpperCase());
  await second.field("Email").fill(first.email);
  await second.field("Password").fill(second.password);
  await second.page.getByRole("button", { name: "Create account" }).click();

  await expect(second.problems).toBeFocused();
  for (const name of ["Username", "Email"]) {
    await expect(second.field(name)).toHaveAccessibleDescription(/Somebody has this already/);
  }
  await expect(second.field("Password")).toHaveValue(second.password);

  await second.field("Username").fill(second.username);
  await second.field("Email").fill(second.email);
  await second.page.getByRole("button", { name: "Create account" }).click();
  await expect(second.heading("Almost there")).toBeVisible();
});

test("the meter judges a password while one types", async ({ person }) => {
  const lena = await person("Lena");
  await lena.open("/register");
  const password = lena.field("Password");
  await password.fill("password");
  await expect(lena.main.getByText("Very easy to guess")).toBeVisible();
  await password.fill(lena.password);
  await expect(lena.main.getByText("Very hard to guess")).toBeVisible();
});

test("a password can be shown and hidden again", async ({ person }) => {
  const lena = await person("Lena");
  await lena.open("/register");
  await lena.field("Password").fill(lena.password);
  await expect(lena.field("Password")).toHaveAttribute("type", "password");
  await lena.page.getByRole("button", { name: "Show what I typed" }).click();
  await expect(lena.field("Password")).toHaveAttribute("type", "text");
  await lena.page.getByRole("button", { name: "Hide what I typed" }).click();
  await expect(lena.field("Password")).toHaveAttribute("type", "password");
});

test("password managers know the fields", async ({ person }) => {
  const lena = await person("Lena");
  await lena.open("/register");
  await expect(lena.field("Username")).toHaveAttribute("autocomplete", "username");
  await expect(lena.field("Email")).toHaveAttribute("autocomplete", "email");
  await expect(lena.field("Password")).toHaveAttribute("autocomplete", "new-password");
  await lena.open("/login");
  await expect(lena.field("Username or email")).toHaveAttribute("autocomplete", "username");
  await expect(lena.field("Password")).toHaveAttribute("autocomplete", "current-password");
});
