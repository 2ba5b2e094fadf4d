import { expect, test } from "../../fixtures";

test("who is elsewhere on the site is told of a message, and can switch to it", async ({
  member,
}) => {
  const lena = await member("Lena");
  const mira = await member("Mira");
  await mira.listensAt("/event-overview");
  await mira.seesMenu();
  await lena.talksTo(mira);
  await lena.writes("Are you coming?");
  await expect(mira.toasts).toContainText("Lena: Are you coming?");
  await expect(mira.chatLink).toHaveAccessibleName("Chat, 1 unread conversation");
  await expect(lena.message("Are you coming?")).toContainText("Sent");

  await lena.writes("We begin at eight.");
  await expect(mira.toasts).toContainText("Lena: We begin at eight.");
  await expect(mira.toasts.getByRole("link", { name: "Open" })).toHaveCount(1);

  await mira.toasts.getByRole("link", { name: "Open" }).click();
  await expect(mira.page).toHaveURL(`${mira.site.url}/chat/${lena.username}`);
  await expect(mira.message("We begin at eight.")).toBeVisible();
  await expect(mira.toasts.getByRole("link")).toHaveCount(0);
  await expect(mira.composer).toBeFocused();
  await expect(lena.message("We begin at eight.")).toContainText("Read");
  await expect(mira.chatLink).toHaveAccessibleName("Chat");

  await lena.writes("See you.");
  await expect(mira.message("See you.")).toBeVisible();
  await expect(mira.toasts.getByRole("link"), "it is seen where it stands").toHaveCount(0);
});

test("in another conversation one is told, and the list shows what is unread", async ({
  member,
}) => {
  const lena = await member("Lena");
  const [mira, otto] = [await member("Mira"), await member("Otto")];
  await mira.says(lena, "From Mira.");
  await lena.talksTo(mira);
  await expect(lena.message("From Mira.")).toBeVisible();
  await otto.says(lena, "First from Otto.");
  await expect(lena.toasts).toContainText("Otto: First from Otto.");
  await otto.says(lena, "Second from Otto.");
  await expect(lena.row(otto)).toContainText("Second from Otto.");
  await expect(lena.row(otto)).toContainText("2 unread messages");
  const rows = lena.page.locator(".chat-row");
  await expect(rows.first()).toContainText("Otto");

  await lena.row(otto).click();
  await expect(lena.message("Second from Otto.")).toBeVisible();
  await expect(lena.messages.getByText("New", { exact: true })).toBeVisible();
  await expect(lena.row(otto)).not.toContainText("unread");
  await expect(lena.toasts.getByRole("link")).toHaveCount(0);
  await lena.page.goBack();
  await expect(lena.heading("Mira")).toBeVisible();
});

test("one finds people and conversations by name", async ({ member }) => {
  const lena = await member("Lena");
  const [mira, otto] = [await member("Mira"), await member("Otto")];
  await lena.open("/chat");
  await expect(lena.page.getByText("Nobody has said anything yet")).toBeVisible();
  const search = lena.page.getByRole("searchbox", { name: "Find a person" });
  await search.fill(mira.username);
  await lena.row(mira).click();
  await expect(lena.heading("Mira")).toBeVisible();
  await lena.writes("Hello Mira.");
  await expect(lena.message("Hello Mira.")).toContainText("Sent");

  await search.fill(otto.username);
  await expect(lena.row(otto)).toContainText(otto.username);
  await expect(lena.row(mira)).toHaveCount(0);
  await search.fill("zzzzzz");
  await expect(lena.page.getByText("Nobody here is called that.")).toBeVisible();
  await search.fill("");
  await expect(lena.row(mira)).toContainText("You: Hello Mira.");
});

test("profiles, events and attendees lead to the conversation", async ({ member, person }) => {
  const hanna = await member("Hanna");
  const lena = await member("Lena");
  const otto = await member("Otto");
  const event = await hanna.publishes();
  await otto.books(event);
  await lena.books(event);

  await lena.open(`/profile/${hanna.username}`);
  await lena.main.getByRole("link", { name: "Message", exact: true }).click();
  await expect(lena.page).toHaveURL(`${lena.site.url}/chat/${hanna.username}`);
  await expect(lena.heading("Hanna")).toBeVisible();

  await lena.openEvent(event);
  await lena.main.getByRole("link", { name: "Message creator" }).click();
  await expect(lena.page).toHaveURL(`${lena.site.url}/chat/${hanna.username}`);

  await lena.openEvent(event);
  await expect(lena.main.getByRole("link", { name: "Message Lena" })).toHaveCount(0);
  await lena.main.getByRole("link", { name: "Message Otto" }).click();
  await expect(lena.page).toHaveURL(`${lena.site.url}/chat/${otto.username}`);

  await hanna.openEvent(event);
  await expect(hanna.main.getByRole("link", { name: "Message creator" })).toHaveCount(0);
  await hanna.open("/profile");
  await expect(hanna.main.getByRole("link", { name: "Message", exact: true })).toHaveCount(0);

  const guest = await person("Gustav");
  await guest.isMember();
  await guest.openEvent(event);
  await guest.main.getByRole("link", { name: "Message creator" }).click();
  await guest.typeLogin();
  await expect(guest.page).toHaveURL(`${guest.site.url}/chat/${hanna.username}`);
  await expect(guest.composer).toBeVisible();
});

test("nobody of a name, and oneself, are told kindly", async ({ member, guard }) => {
  guard.expectRefusal(404, "/api/v1/conversations/nobody-at-all");
  const lena = await member("Lena");
  await lena.open("/chat/nobody-at-all");
  await expect(lena.heading("There is nobody of this name")).toBeVisible();
  await lena.open(`/chat/${lena.username.toUpperCase()}`);
  await expect(lena.heading("This is you")).toBeVisible();
  await lena.main.getByRole("link", { name: "All conversations" }).click();
  await expect(lena.page).toHaveURL(`${lena.site.url}/chat`);
});
