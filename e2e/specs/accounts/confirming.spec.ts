import { expect, test } from "../../fixtures";

test("a link works once; the second time leads to the offer of a new one", async ({
  person,
  guard,
}) => {
  guard.expectRefusal(410, "/api/v1/auth/confirm");
  const lena = await person("Lena");
  const link = await lena.hasAccount();

  await lena.page.goto(link);
  await expect(lena.page).toHaveURL(`${lena.site.url}/confirm?success`);
  await expect(lena.heading("Your email address is confirmed")).toBeVisible();

  await lena.page.goto(link);
  await expect(lena.page).toHaveURL(`${lena.site.url}/confirm?error`);
  await expect(lena.heading("This link does not work any more")).toBeVisible();
  await expect(lena.page.getByRole("button", { name: "Send a new link" })).toBeVisible();
});

test("reloading the page that says success does not use the link again", async ({ person }) => {
  const lena = await person("Lena");
  await lena.page.goto(await lena.hasAccount());
  await expect(lena.heading("Your email address is confirmed")).toBeVisible();
  await lena.page.reload();
  await expect(lena.heading("Your email address is confirmed")).toBeVisible();
});

test("an unknown link leads to a new one that works", async ({ person, guard }) => {
  guard.expectRefusal(410, "/api/v1/auth/confirm");
  const lena = await person("Lena");
  await lena.hasAccount();

  await lena.open("/confirm?hash=made-up");
  await expect(lena.page).toHaveURL(`${lena.site.url}/confirm?error`);
  await lena.field("Username or email").fill(lena.email);
  await lena.page.getByRole("button", { name: "Send a new link" }).click();
  await lena.confirm();
  await lena.logIn();
});

test("asking for a link without saying whose is refused at the field", async ({ person }) => {
  const lena = await person("Lena");
  await lena.open("/confirm?error");
  await lena.page.getByRole("button", { name: "Send a new link" }).click();
  await expect(lena.problems).toBeFocused();
  await expect(lena.field("Username or email")).toHaveAccessibleDescription(
    "Please fill this in.",
  );
});

test("nobody learns from the offer of a new link whether an account exists", async ({ person }) => {
  const lena = await person("Lena");
  await lena.open("/confirm?error");
  await lena.field("Username or email").fill("nobody-at-all");
  await lena.page.getByRole("button", { name: "Send a new link" }).click();
  await expect(lena.main.getByText("If there is an account that waits for this")).toBeVisible();
});
