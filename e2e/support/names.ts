import { randomBytes } from "node:crypto";

/** A word that occurs nowhere else: tests of one worker share a database. */
export function unique(word: string): string {
  return `${word}-${randomBytes(4).toString("hex")}`;
}

/** A text for a regular expression that matches exactly it. */
export function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
