import { expect, test } from "../../fixtures";

const lost = "Connection lost. Trying again…";

test("what is written without a connection goes out once and in order when it is back", async ({
  member,
  guard,
}) => {
  guard.expectOutage();
  const lena = await member("Lena");
  const mira = await member("Mira");
  await mira.talksTo(lena);
  await lena.talksTo(mira);
  await lena.writes("Before.");
  await expect(lena.message("Before.")).toContainText("Read");

  await lena.page.context().setOffline(true);
  await expect(lena.page.getByText(lost)).toBeVisible();
  for (const text of ["One.", "Two.", "Three."]) {
    await lena.writes(text);
    await expect(lena.message(text)).toContainText("Waiting for the connection");
  }
  await mira.writes("Meanwhile.");
  await expect(mira.message("Meanwhile.")).toContainText("Sent");

  await lena.page.context().setOffline(false);
  await expect(lena.page.getByText(lost)).toHaveCount(0);
  await expect(mira.message("Three.")).toBeVisible();
  for (const person of [lena, mira]) {
    const said = person.messages.locator(".bubble");
    await expect(said).toHaveCount(5);
    const words = (await said.allTextContents()).map((text) => text.replace(/^\w+: /, ""));
    expect(words).toEqual(["Before.", "Meanwhile.", "One.", "Two.", "Three."]);
  }
  await expect(lena.message("Three.")).toContainText("Read");
});

test("a server that stops and starts again loses nothing and doubles nothing", async ({
  person,
  launchSite,
  guard,
}) => {
  test.setTimeout(120_000);
  guard.expectOutage();
  const at = await launchSite();
  const [lena, mira] = [await person("Lena", { at }), await person("Mira", { at })];
  for (const somebody of [lena, mira]) {
    await somebody.isMember();
    await somebody.isLoggedIn();
  }
  await mira.talksTo(lena);
  await lena.talksTo(mira);
  await lena.writes("Before.");
  await expect(mira.message("Before.")).toBeVisible();

  await at.stop();
  await expect(lena.page.getByText(lost)).toBeVisible();
  await expect(mira.page.getByText(lost)).toBeVisible();
  await lena.writes("From Lena.");
  await mira.writes("From Mira.");
  await at.start();
  for (const somebody of [lena, mira]) {
    await expect(somebody.messages.locator(".bubble")).toHaveCount(3, { timeout: 45_000 });
    await expect(somebody.page.getByText(lost)).toHaveCount(0);
    await expect(somebody.page.getByText("Here now")).toBeVisible({ timeout: 45_000 });
  }
  const order = await lena.messages.locator(".bubble").allTextContents();
  const theirs = await mira.messages.locator(".bubble").allTextContents();
  const words = (texts: string[]) => texts.map((text) => text.replace(/^\w+: /, ""));
  expect(words(theirs), "one order for both").toEqual(words(order));
});

test("what is on its way survives a reload", async ({ member, guard }) => {
  guard.expectOutage();
  const lena = await member("Lena");
  const mira = await member("Mira");
  await mira.talksTo(lena);
  await lena.talksTo(mira);
  // The page loads, but no socket opens.
  const closed = await lena.page.routeWebSocket(/\/api\/v1\/socket/, (socket) => socket.close());
  expect(closed).toBeUndefined();
  await lena.page.reload();
  await lena.writes("Written before the reload.");
  await expect(lena.message("Written before")).toContainText("Waiting for the connection");
  await lena.page.reload();
  await expect(lena.message("Written before")).toContainText("Waiting for the connection");

  // Another tab of the same person, in which sockets open, knows nothing of it.
  await lena.page.unrouteAll();
  const state = await lena.page.evaluate(() => JSON.stringify(sessionStorage));
  const tab = await lena.page.context().newPage();
  await tab.addInitScript((kept) => {
    for (const [key, value] of Object.entries(JSON.parse(kept) as Record<string, string>)) {
      sessionStorage.setItem(key, value);
    }
  }, state);
  await tab.goto(lena.page.url());
  await expect(mira.message("Written before the reload.")).toBeVisible();
  // What that tab still had to say would come before what is said in it now.
  const composer = tab.getByRole("textbox", { name: lena.like("compose-label") });
  await composer.fill("Written after it.");
  await composer.press("Enter");
  await expect(mira.message("Written after it.")).toBeVisible();
  await expect(mira.message("Written before the reload.")).toHaveCount(1);
  await expect(mira.messages.locator(".bubble")).toHaveCount(2);
});

test("a page without chat goes on, and speaks of a loss only when it lasts", async ({
  member,
  guard,
}) => {
  guard.expectOutage();
  const lena = await member("Lena");
  const { page } = lena;
  const strip = page.getByText(lost);
  await page.addInitScript(() => {
    for (const name of ["online", "offline"]) {
      addEventListener(name, () => Object.assign(window, { network: name }));
    }
  });
  /** Takes the network away or gives it back, and waits until the page has heard of it. */
  const network = async (state: "online" | "offline") => {
    await page.context().setOffline(state === "offline");
    const heard = () => page.evaluate(() => "network" in window && window.network);
    await expect.poll(heard).toBe(state);
  };
  // Whatever the page waits for happens when the test says so.
  await page.clock.install();
  await lena.listensAt("/event-overview");
  await lena.seesMenu();
  await page.clock.pauseAt(Date.now() + 60_000);

  await test.step("a short loss is over before it is told", async () => {
    await network("offline");
    await expect(strip).toHaveCount(0);
    await lena.listensAfter(() => network("online"));
    await page.clock.runFor(4_000);
    await expect(strip).toHaveCount(0);
  });

  await test.step("one that lasts is told after three seconds", async () => {
    await network("offline");
    await page.clock.runFor(2_500);
    await expect(strip).toHaveCount(0);
    await page.clock.runFor(1_000);
    await expect(strip).toBeVisible();
    await network("online");
    await page.clock.resume();
    await expect(strip).toHaveCount(0);
  });
});

test("a session that is ended elsewhere takes the connection along", async ({ member, person }) => {
  const lena = await member("Lena");
  const mira = await member("Mira");
  await mira.says(lena, "Secret.");
  await lena.talksTo(mira);
  await expect(lena.message("Secret.")).toBeVisible();
  const elsewhere = await person("Lena", { as: lena });
  await elsewhere.isLoggedIn();
  await elsewhere.open("/sessions");
  await elsewhere.page.getByRole("button", { name: "Log out everywhere else" }).click();
  await elsewhere.dialog.getByRole("button", { name: "Log out everywhere else" }).click();
  await expect(lena.heading("Log in")).toBeVisible();
  await expect(lena.page.getByText("Secret.")).toHaveCount(0);
});

test("a session that ends takes its conversations along", async ({ member }) => {
  const lena = await member("Lena");
  const mira = await member("Mira");
  await mira.says(lena, "Secret.");
  await lena.talksTo(mira);
  await expect(lena.message("Secret.")).toBeVisible();
  const elsewhere = await lena.page.context().newPage();
  await elsewhere.goto(`${lena.site.url}/`);
  await elsewhere.locator("#account-menu").click();
  await elsewhere.getByRole("button", { name: "Log out" }).click();
  await expect(lena.heading("Log in")).toBeVisible();
  await expect(lena.page.getByText("Secret.")).toHaveCount(0);
  await lena.typeLogin();
  await expect(lena.message("Secret.")).toBeVisible();
});
