/** What the pages of the site in each of their states have in common, for checks that hold for all of them. */

import { expect } from "@playwright/test";
import type { Person } from "../fixtures/person";

export interface Place {
  name: string;
  /** Goes there and waits until everything has arrived. */
  go: (person: Person) => Promise<void>;
  /** What one came for. */
  action?: (person: Person) => ReturnType<Person["heading"]>;
}

export const home = "Good evenings start with a ticket";
export const overview = "Find something worth leaving the house for";

export const opens = (path: string, heading: string | RegExp) => async (person: Person) => {
  await person.open(path);
  const name = typeof heading === "string" ? person.word(heading) : heading;
  await expect(person.page.getByRole("heading", { level: 1, name })).toBeVisible();
  await arrives(person);
};

export async function arrives(person: Person): Promise<void> {
  await expect(person.page.locator(".bone")).toHaveCount(0);
}

export const button = (name: string) => (person: Person) =>
  person.main.getByRole("button", { name: person.word(name), exact: true });

export async function choosePicture(person: Person, buffer: Buffer): Promise<void> {
  const file = { name: "picture.png", mimeType: "image/png", buffer };
  await person.page.locator("input[type=file]").setInputFiles(file);
}

export const sees = (person: Person, words: string) =>
  expect(person.main.getByText(person.word(words))).toBeVisible();

/** An event with long words and every field. */
export const crowded = {
  title: `Donaudampfschifffahrtsgesellschaft ${"x".repeat(60)}`,
  description: `See https://example.org/${"long-".repeat(60)} and ${"y".repeat(300)}\n\nEnd.`,
  location: `Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch`,
  time: "19:30",
  maximum_attendees: 3,
  price: "999999.99",
  currency: "EUR",
};
