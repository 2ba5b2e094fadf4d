import { expect, test } from "../../fixtures";

test("who is invited, affected by a change, or called off is told by mail", async ({
  mailbox,
  mailMember,
  launchSite,
  guard,
}) => {
  // A dozen mails are waited for.
  test.setTimeout(180_000);
  guard.expectRefusal(409, /\/notifications$/);
  const at = await launchSite({ env: mailbox.configuration });
  const hanna = await mailMember("Hanna", { at });
  const lena = await mailMember("Lena", { at });
  const otto = await mailMember("Otto", { at });
  const event = await hanna.publishes({ location: "Feuersee", time: "19:00" });
  await lena.books(event);

  await test.step("Hanna invites Otto", async () => {
    await hanna.open(`/event-edit/${event.id}`);
    await hanna.field("Invite somebody").fill(otto.username);
    await hanna.page.getByRole("button", { name: "Invite", exact: true }).click();
    await expect(hanna.page.getByText("Otto is invited. They are told.")).toBeVisible();
    const mails = await mailbox.mailsTo(otto.email, 2);
    expect(mails.map(({ subject }) => subject)).toContain(`You are invited: ${event.title}`);
  });

  await test.step("Hanna changes the event and tells everybody", async () => {
    await hanna.field("Location").fill("Marienplatz");
    await hanna.field("Time").fill("20:00");
    await hanna.page.getByRole("button", { name: "Save changes" }).click();
    const news = hanna.main.getByRole("region", { name: "2 people do not know yet what changed" });
    await expect(news).toContainText("Feuersee");
    await expect(news).toContainText("Marienplatz");
    await expect(news.getByRole("term")).toHaveText(["Schedule", "Location"]);

    // The same offer in another tab, which is a moment too late.
    const tab = await hanna.page.context().newPage();
    await tab.goto(hanna.page.url());
    const late = tab.getByRole("button", { name: "Tell 2 people what changed" });
    await expect(late).toBeVisible();
    await news.getByRole("button", { name: "Tell 2 people what changed" }).dblclick();
    await expect(hanna.page.getByText("2 people are told.")).toBeVisible();
    await expect(news).toHaveCount(0);
    await late.click();
    await expect(tab.getByText("Nothing has changed since people were told.")).toBeVisible();
    await expect(late).toHaveCount(0);
    await tab.close();

    for (const person of [lena, otto]) {
      const mails = await mailbox.mailsTo(person.email, 3);
      const changed = mails.filter(({ subject }) => subject === `Changed: ${event.title}`);
      expect(changed).toHaveLength(1);
      expect(changed[0].text).toContain("Marienplatz");
    }
  });

  await test.step("Hanna calls it off, and says why", async () => {
    await hanna.stub.getByRole("button", { name: "Cancel event" }).click();
    await expect(hanna.dialog).toContainText(
      "2 people who have a place or an invitation are told.",
    );
    await hanna.dialog.getByLabel("Reason").fill("The soup is burnt.");
    await expect(hanna.dialog).toContainText("18 of 500");
    await hanna.dialog.getByRole("button", { name: "Cancel the event" }).click();
    await expect(hanna.page.getByText("is cancelled. 2 people are told.")).toBeVisible();
    for (const person of [lena, otto]) {
      const mails = await mailbox.mailsTo(person.email, 4);
      const cancelled = mails.find(({ subject }) => subject === `Cancelled: ${event.title}`);
      expect(cancelled?.text).toContain("The soup is burnt.");
    }
  });
});

test("invitation mails are ended by their link, and wanted back in the profile", async ({
  mailbox,
  mailMember,
  launchSite,
  guard,
}) => {
  const at = await launchSite({ env: mailbox.configuration });
  const hanna = await mailMember("Hanna", { at });
  const lena = await mailMember("Lena", { at });
  await hanna.invites(await hanna.publishes(), lena);
  const mails = await mailbox.mailsTo(lena.email, 2);
  const link = /http\S+\/unsubscribe\?token=[\w.-]+/.exec(mails.map(({ text }) => text).join())?.[0];
  expect(link, "the invitation holds the link").toBeTruthy();

  await lena.page.goto(link!);
  await expect(lena.heading("No more invitation mails?")).toBeVisible();
  await lena.page.getByRole("button", { name: "No more invitation mails" }).click();
  await expect(lena.heading("You get no more invitation mails")).toBeVisible();

  await lena.open("/profile-edit");
  const wish = lena.page.getByRole("checkbox", { name: "Mails about invitations" });
  await expect(wish).not.toBeChecked();
  await wish.check();
  await lena.page.getByRole("button", { name: "Save" }).click();
  await expect(lena.page.getByText("Your profile is saved.")).toBeVisible();
  await lena.open("/profile-edit");
  await expect(wish).toBeChecked();

  guard.expectRefusal(410, "/api/v1/invitation-mails/unsubscribe");
  await lena.open("/unsubscribe?token=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
  await lena.page.getByRole("button", { name: "No more invitation mails" }).click();
  await expect(lena.heading("This link does not work any more")).toBeVisible();
  await lena.open("/unsubscribe");
  await expect(lena.heading("This link does not work any more")).toBeVisible();
});
