import { expect, test } from "../../fixtures";

for (const path of ["/login", "/register", "/password-reset"]) {
  test(`${path} sends members home`, async ({ member }) => {
    const lena = await member("Lena");
    await lena.open(path);
    await expect(lena.page).toHaveURL(`${lena.site.url}/`);
    await expect(lena.page.getByRole("heading", { level: 1 })).toContainText("Good evenings");
  });
}

test("a page for members sends guests to log in, and back afterwards", async ({ person }) => {
  const lena = await person("Lena");
  await lena.isMember();
  await lena.open("/event-create");
  await expect(lena.page).toHaveURL(`${lena.site.url}/login?next=%2Fevent-create`);
  await expect(lena.main.getByText("Please log in to go on.")).toBeVisible();
  await lena.typeLogin();
  await expect(lena.page).toHaveURL(`${lena.site.url}/event-create`);
  await expect(lena.heading("New event")).toBeVisible();
});

for (const path of ["/profile", "/profile-edit", "/sessions", "/account"]) {
  test(`${path} sends guests to log in, and back afterwards`, async ({ person }) => {
    const lena = await person("Lena");
    await lena.isMember();
    await lena.open(path);
    await expect(lena.page).toHaveURL(`${lena.site.url}/login?next=${encodeURIComponent(path)}`);
    await lena.typeLogin();
    await expect(lena.page).toHaveURL(`${lena.site.url}${path}`);
    await expect(lena.page.getByRole("heading", { level: 1 })).toBeFocused();
  });
}

test("without a link, guests ask for one before they choose a new password", async ({ person }) => {
  const lena = await person("Lena");
  await lena.open("/password-save");
  await expect(lena.page).toHaveURL(`${lena.site.url}/password-reset`);
  await expect(lena.heading("Forgot your password?")).toBeVisible();
});

test("the way back survives a filter with special characters", async ({ person }) => {
  const lena = await person("Lena");
  await lena.isMember();
  const target = "/event-overview?query=caf%C3%A9+%26+more&include_past=true";
  await lena.open(`/login?next=${encodeURIComponent(target)}`);
  await lena.typeLogin();
  await expect(lena.page).toHaveURL(`${lena.site.url}${target}`);
});

test("after booking as a guest one is back at the event", async ({ person, member }) => {
  const host = await member("Hanna");
  const event = await host.publishes();
  const lena = await person("Lena");
  await lena.isMember();
  await lena.openEvent(event);
  await lena.stub.getByRole("link", { name: "Log in to book a place" }).click();
  await lena.typeLogin();
  await expect(lena.heading(event.title)).toBeVisible();
  await expect(lena.stub.getByRole("button", { name: "Book a place" })).toBeVisible();
});

const hostile = [
  "//evil.example",
  "https://evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "javascript:alert(1)",
  "evil.example",
];

test("a destination on another site leads members home", async ({ member }) => {
  const lena = await member("Lena");
  for (const next of hostile) {
    await lena.open(`/login?next=${encodeURIComponent(next)}`);
    await expect(lena.page, next).toHaveURL(`${lena.site.url}/`);
  }
});

test("a destination on another site leads home after the login, too", async ({ person }) => {
  const lena = await person("Lena");
  await lena.isMember();
  await lena.open("/login?next=//evil.example/event-create");
  await lena.typeLogin();
  await expect(lena.page).toHaveURL(`${lena.site.url}/`);
});

test("a destination that is for guests only leads home", async ({ member }) => {
  const lena = await member("Lena");
  for (const next of ["/login", "/register", "/password-reset"]) {
    await lena.open(`/login?next=${encodeURIComponent(next)}`);
    await expect(lena.page, next).toHaveURL(`${lena.site.url}/`);
    await expect(lena.page.getByRole("heading", { level: 1 })).toContainText("Good evenings");
  }
});
