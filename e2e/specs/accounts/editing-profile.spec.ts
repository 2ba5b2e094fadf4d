import { expect, type Person, test } from "../../fixtures";
import { unique } from "../../support/names";

async function save(person: Person): Promise<void> {
  await person.page.getByRole("button", { name: "Save", exact: true }).click();
}

test("what was changed shows everywhere, and nothing else is sent", async ({ member }) => {
  const lena = await member("Lena", { account: { age: 34 } });
  await lena.open("/profile");
  await lena.main.getByRole("link", { name: "Edit profile" }).click();
  await expect(lena.heading("Edit profile")).toBeFocused();
  const renamed = unique("magda");
  await lena.field("Username").fill(renamed);
  await lena.field("First name").fill("Magda");
  await lena.field("Age").fill("");
  const sent = lena.page.waitForRequest((request) => request.method() === "PATCH");
  await save(lena);
  expect((await sent).postDataJSON()).toEqual({
    username: renamed,
    first_name: "Magda",
    age: null,
  });
  await expect(lena.page).toHaveURL(`${lena.site.url}/profile`);
  await expect(lena.page.getByText("Your profile is saved.")).toBeVisible();
  await expect(lena.heading("Magda")).toBeVisible();
  await expect(lena.menu).toContainText("Magda");
  await expect(lena.main.getByText(renamed)).toBeVisible();
  await expect(lena.main.getByText("Age")).toHaveCount(0);

  await lena.open("/profile-edit");
  await save(lena);
  await expect(lena.page.getByText("Nothing was changed.")).toBeVisible();
});

test("pressing twice saves once, and back does not lead to the form", async ({ member }) => {
  const lena = await member("Lena");
  let sent = 0;
  lena.page.on("request", (request) => (sent += Number(request.method() === "PATCH")));
  await lena.open("/");
  await lena.choose("Your profile");
  await lena.main.getByRole("link", { name: "Edit profile" }).click();
  await lena.field("Last name").fill("Hofmann");
  await lena.page.getByRole("button", { name: "Save", exact: true }).dblclick();
  await expect(lena.heading("Lena Hofmann")).toBeFocused();
  expect(sent).toBe(1);
  await lena.page.goBack();
  await lena.page.goBack();
  await expect(lena.page).toHaveURL(`${lena.site.url}/`);
});

test("bad values and taken ones are told at their fields", async ({ member, guard }) => {
  guard.expectRefusal(422, "/api/v1/users/me");
  const hanna = await member("Hanna");
  const lena = await member("Lena");
  await lena.open("/profile-edit");
  await lena.field("Username").fill("l!");
  await lena.field("Email").fill("lena");
  await lena.field("Age").fill("200");
  await save(lena);
  await expect(lena.problems).toBeFocused();
  await expect(lena.problems.getByRole("listitem")).toHaveCount(3);

  await lena.field("Username").fill(hanna.username.toUpperCase());
  await lena.field("Email").fill(hanna.email);
  await lena.field("Age").fill("35");
  await save(lena);
  await expect(lena.problems).toBeFocused();
  for (const name of ["Username", "Email"]) {
    await expect(lena.field(name)).toHaveAccessibleDescription(/Somebody has this already/);
  }
  await expect(lena.field("Age")).toHaveValue("35");
  // Nothing of it was kept.
  await lena.open("/profile");
  await expect(lena.main.getByText(lena.username, { exact: true })).toBeVisible();
});

test("a new address is in force when its link was opened", async ({ member, guard }) => {
  guard.expectRefusal(410, "/api/v1/auth/email/confirm");
  const lena = await member("Lena");
  const address = `new-${lena.email}`;
  await lena.open("/profile-edit");
  await lena.field("Email").fill(address);
  await save(lena);
  await expect(lena.heading("One thing is left")).toBeVisible();
  const link = lena.page.getByRole("link", { name: "Confirm my email address" });
  const href = await link.getAttribute("href");
  await lena.page.getByRole("link", { name: "To your profile" }).click();
  await expect(lena.main.getByText(`Your new address ${address} waits`)).toBeVisible();

  await lena.page.goto(href!);
  await expect(lena.page).toHaveURL(`${lena.site.url}/confirm-email?changed`);
  await expect(lena.heading("Your new email address is in force")).toBeVisible();
  await lena.page.reload();
  await expect(lena.heading("Your new email address is in force")).toBeVisible();
  await lena.main.getByRole("link", { name: "To your profile" }).click();
  await expect(lena.main.getByText(address, { exact: true })).toBeVisible();
  await expect(lena.main.getByText("waits until")).toHaveCount(0);

  await lena.page.goto(href!);
  await expect(lena.page).toHaveURL(`${lena.site.url}/confirm-email?error`);
  await lena.main.getByRole("link", { name: "Edit profile" }).click();
  await expect(lena.heading("Edit profile")).toBeFocused();
});

test("a change of the address can be taken back while it waits", async ({ member, guard }) => {
  guard.expectRefusal(410, "/api/v1/auth/email/confirm");
  const lena = await member("Lena");
  await lena.open("/profile-edit");
  await lena.field("Email").fill(`new-${lena.email}`);
  await save(lena);
  const link = lena.page.getByRole("link", { name: "Confirm my email address" });
  const href = await link.getAttribute("href");
  await lena.open("/profile");
  await lena.main.getByRole("button", { name: "Keep the old address" }).dblclick();
  await expect(lena.page.getByText(`${lena.email} stays your address.`)).toBeVisible();
  await expect(lena.main.getByText("waits until")).toHaveCount(0);
  await lena.page.goto(href!);
  await expect(lena.heading("This link does not work any more")).toBeVisible();
});

test("an address that somebody took meanwhile stays theirs", async ({ member, person, guard }) => {
  guard.expectRefusal(409, "/api/v1/auth/email/confirm");
  const lena = await member("Lena");
  const wanted = await person("Hanna");
  await lena.open("/profile-edit");
  await lena.field("Email").fill(wanted.email);
  await save(lena);
  const link = lena.page.getByRole("link", { name: "Confirm my email address" });
  const href = await link.getAttribute("href");
  await wanted.isMember();
  await lena.page.goto(href!);
  await expect(lena.page).toHaveURL(`${lena.site.url}/confirm-email?taken`);
  await expect(lena.heading("Somebody else uses this address by now")).toBeVisible();
});
