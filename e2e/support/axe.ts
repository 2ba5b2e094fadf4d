/** What axe finds wrong on a page. */

import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";

// Among what axe calls best practice: headings in order, landmarks, one h1.
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Which rules are broken, and where. */
export const violations = (page: Page) => brokenRules(new AxeBuilder({ page }).withTags(tags));

/** Which rules about colours are broken: the others say the same in every theme. */
export const colourViolations = (page: Page) =>
  brokenRules(new AxeBuilder({ page }).withRules(["color-contrast", "link-in-text-block"]));

async function brokenRules(axe: AxeBuilder) {
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => ({
    id,
    where: nodes.map((node) => `${node.target.join(" ")}: ${node.failureSummary}`),
  }));
}
