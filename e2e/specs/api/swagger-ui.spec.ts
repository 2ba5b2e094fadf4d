import { expect, test } from "../../fixtures";

// The guard refuses requests to other sites: Swagger UI works without the internet.

test("Swagger UI shows the operations", async ({ page, site }) => {
  await page.goto("/swagger-ui/");
  await expect(page.getByRole("heading", { name: /Event Booking/ })).toBeVisible();
  const document = await (await page.request.get(`${site.url}/api/openapi.json`)).json();
  const count = Object.values<object>(document.paths).flatMap((path) => Object.keys(path)).length;
  expect(count).toBeGreaterThan(10);
  await expect(page.locator(".opblock")).toHaveCount(count);
});

test("one logs in and calls an operation from Swagger UI", async ({ person, guard }) => {
  guard.expectRefusal(401, "/api/v1/users/me");
  const lena = await person("Lena");
  await lena.isMember();
  await lena.open("/swagger-ui/");

  const operation = (id: string) => lena.page.locator(`.opblock[id$="-${id}"]`);
  const tryOut = async (id: string, body?: object) => {
    await operation(id).locator(".opblock-summary-control").click();
    await operation(id).getByRole("button", { name: "Try it out" }).click();
    if (body) await operation(id).locator("textarea").fill(JSON.stringify(body));
  };
  const executes = async (id: string, status: string) => {
    await operation(id).getByRole("button", { name: "Execute" }).click();
    const answer = operation(id).locator(".live-responses-table .response-col_status").last();
    await expect(answer).toHaveText(new RegExp(`^${status}`));
  };

  await tryOut("get_own_profile");
  await executes("get_own_profile", "401");
  await tryOut("log_in", { login: lena.username, password: lena.password });
  await executes("log_in", "200");
  await executes("get_own_profile", "200");
  await expect(
    operation("get_own_profile").locator(".live-responses-table .highlight-code").first(),
  ).toContainText(lena.email);
});

test("the foot of every page leads to Swagger UI", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("contentinfo").getByRole("link", { name: "API" }).click();
  await expect(page).toHaveURL(/\/swagger-ui\/$/);
  await expect(page.locator(".opblock").first()).toBeVisible();
});
