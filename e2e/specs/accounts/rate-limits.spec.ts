import { expect, test } from "../../fixtures";

/** Tries come one after the other until the server has had enough. */
const patient = { intervals: [50], timeout: 30_000 };

test("who guesses passwords is asked to wait, and told for how long", async ({
  person,
  launchSite,
  guard,
}) => {
  guard.expectRefusal(429, "/api/v1/auth/login");
  const at = await launchSite({ env: { RATE_LIMITS: "on" } });
  const lena = await person("Lena", { at });
  await lena.isMember();
  const guess = { data: { login: lena.username, password: "one of many guesses" } };
  await expect
    .poll(async () => (await lena.api.post(`${at.url}/api/v1/auth/login`, guess)).status(), patient)
    .toBe(429);
  await lena.page.clock.install();
  await lena.open("/login");
  await lena.typeLogin(lena.username, "one guess too many");
  await expect(lena.problems).toBeFocused();
  await expect(lena.problems).toHaveText(/tried too often\. Please try again in/);
  const button = lena.main.getByRole("button", { name: "Log in" });
  await expect(button).toHaveAttribute("aria-disabled", "true");
  await expect(button).toContainText(/0:\d\d/);
  // Pressing it or the Enter key changes nothing.
  await button.click({ force: true });
  await lena.field("Password").press("Enter");
  await expect(lena.problems).toHaveText(/Please try again in/);
  await expect(lena.field("Username or email")).toHaveValue(lena.username);

  await lena.page.clock.fastForward(60_000);
  await expect(lena.problems).toHaveText("You can try again now.");
  await expect(button).not.toHaveAttribute("aria-disabled");
});

test("asking for one link after the other has an end, too", async ({
  person,
  launchSite,
  guard,
}) => {
  guard.expectRefusal(429, "/api/v1/auth/password/forgot");
  const at = await launchSite({ env: { RATE_LIMITS: "on" } });
  const lena = await person("Lena", { at });
  await lena.isMember();
  const ask = { data: { email: lena.email } };
  await expect
    .poll(async () => (await lena.api.post(`${at.url}/api/v1/auth/password/forgot`, ask)).status(), patient)
    .toBe(429);
  await lena.open("/password-reset");
  await lena.field("Email").fill(lena.email);
  await lena.page.getByRole("button", { name: "Send the link" }).click();
  await expect(lena.problems).toBeFocused();
  await expect(lena.problems).toHaveText(/Please try again in \d+ minutes\.$/);
  await expect(lena.field("Email")).toHaveValue(lena.email);
});
