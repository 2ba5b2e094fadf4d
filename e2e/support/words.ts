/** The page's words, for those who look at it in another language than the tests are written in. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FluentResource } from "@fluent/bundle";

export type Language = "en" | "de";

type Sentence = NonNullable<FluentResource["body"][number]["value"]>;

const folder = join(__dirname, "../../frontend/locales");

function read(language: Language): Map<string, Sentence> {
  const sentences = new Map<string, Sentence>();
  for (const file of readdirSync(join(folder, language))) {
    const resource = new FluentResource(readFileSync(join(folder, language, file), "utf8"));
    for (const { id, value } of resource.body) if (value) sentences.set(id, value);
  }
  return sentences;
}

const catalogues: Record<Language, Map<string, Sentence>> = { en: read("en"), de: read("de") };

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/**
 * What stands for an English text; the text itself if it is no sentence of the page. Where English
 * says the same in several places, another language may not.
 */
export function translated(english: string, language: Language): string | RegExp {
  if (language === "en") return english;
  const found = new Set<string>();
  for (const [key, sentence] of catalogues.en) {
    const other = catalogues[language].get(key);
    if (sentence === english && typeof other === "string") found.add(other);
  }
  const [one = english, ...more] = found;
  return more.length === 0 ? one : new RegExp(`^(${[one, ...more].map(escaped).join("|")})$`);
}

/** Fits the sentence with the given key, whatever it is filled with. */
export function like(key: string, language: Language): RegExp {
  const sentence = catalogues[language].get(key);
  if (!sentence) throw new Error(`there is no sentence ${key}`);
  return new RegExp(`^\\s*${pattern(sentence)}\\s*$`, "s");
}

function pattern(sentence: Sentence): string {
  if (typeof sentence === "string") return escaped(sentence);
  const parts = sentence.map((part) => {
    if (typeof part === "string") return escaped(part);
    if (part.type !== "select") return ".*";
    return `(?:${part.variants.map((variant) => pattern(variant.value)).join("|")})`;
  });
  return parts.join("");
}

/** How much of a sentence is the same whatever it is filled with, in words. */
function words(sentence: Sentence): number {
  const parts = typeof sentence === "string" ? [sentence] : sentence;
  const counts = parts.map((part) => {
    if (typeof part === "string") return part.match(/\p{L}+/gu)?.length ?? 0;
    if (part.type !== "select") return 0;
    return Math.min(...part.variants.map((variant) => words(variant.value)));
  });
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Which of these texts are English sentences of the page that another language has in other words. */
export function leftovers(texts: string[], language: Language): string[] {
  const english = [...catalogues.en].filter(([key, sentence]) => {
    const other = catalogues[language].get(key);
    return words(sentence) > 2 && JSON.stringify(other) !== JSON.stringify(sentence);
  });
  const patterns = english.map(([key]) => like(key, "en"));
  return texts.filter((text) => patterns.some((pattern) => pattern.test(text)));
}
