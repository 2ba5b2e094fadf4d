/**
 * What a first visit costs: bytes exactly, and what Lighthouse says about it on a phone. Run by
 * `cargo xtask test --only page,server,browser,budget`.
 */

import { chromium, type LaunchOptions } from "@playwright/test";
import lighthouse, { type Result } from "lighthouse";
import { expect, test } from "../fixtures";
import { appHasArrived } from "../support/arrival";
import { freePort } from "../support/ports";

/** Most bytes that a page may load before it can be used, as they travel. */
const BYTES = 400 * 1024;
/** The least of 100 that Lighthouse must give. Machines are noisy: the goal is 95. */
const SCORES: Record<string, number> = {
  performance: 85,
  accessibility: 100,
  "best-practices": 100,
  seo: 100,
};
const GOAL = 95;
/** How much may move while the page loads. */
const SHIFT = 0.02;
/** How often the performance is measured at most: the best counts. */
const RUNS = 5;
/** The same where the least is reached, and only the goal is not. */
const ENOUGH = 3;
/** How many times slower than this machine a phone is, says Lighthouse's preset. */
const PRESET_SLOWDOWN = 4;

test.use({ siteOptions: { demo: true } });
// Nothing else may run beside it.
test.describe.configure({ mode: "serial", timeout: 600_000 });

const pages = ["home", "overview", "event"] as const;

async function pathOf(page: (typeof pages)[number], origin: string): Promise<string> {
  if (page !== "event") return page === "home" ? "/" : "/event-overview";
  const answer = await fetch(`${origin}/api/v1/events?limit=100`);
  const { items } = (await answer.json()) as { items: { id: string; picture?: object | null }[] };
  // The first with a picture, since that has more to load than others.
  const event = items.find(({ picture }) => picture);
  if (!event) throw new Error("no event of the demo has a picture");
  return `/event-detail/${event.id}`;
}

/** No page can do without them: where one is not among the files, not all were counted. */
const NEEDED = [/^\/frontend-[0-9a-f]+_bg\.wasm$/, /^\/words-en-[0-9a-f]+\.ftl$/];

for (const name of pages) {
  test(`the first visit to ${name} loads at most ${BYTES} bytes`, async ({ browser, site }) => {
    // The service worker fetches what it keeps when everything else is done.
    const context = await browser.newContext({ serviceWorkers: "block" });
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    const files = new Map<string, { url: string; bytes: number }>();
    await session.send("Network.enable");
    session.on("Network.requestWillBeSent", ({ requestId, request }) => {
      if (request.url.startsWith("http")) files.set(requestId, { url: request.url, bytes: 0 });
    });
    session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      const file = files.get(requestId);
      if (file) file.bytes = encodedDataLength;
    });
    await page.goto(site.url + (await pathOf(name, site.url)), { waitUntil: "networkidle" });
    await appHasArrived(page);
    // What the program asks for at first may still be on its way.
    const unfinished = () => [...files.values()].filter(({ bytes }) => bytes === 0).map(({ url }) => url);
    await expect.poll(unfinished, "every file has come").toEqual([]);
    await context.close();
    const sorted = [...files.values()].sort((a, b) => b.bytes - a.bytes);
    const total = sorted.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const { url, bytes } of sorted) {
      console.log(`   ${String(bytes).padStart(8)} ${new URL(url).pathname}`);
    }
    console.log(`   ${String(total).padStart(8)} of ${BYTES} for ${name}`);
    const paths = sorted.map(({ url }) => new URL(url).pathname);
    for (const needed of NEEDED) expect(paths).toContainEqual(expect.stringMatching(needed));
    expect(total).toBeLessThanOrEqual(BYTES);
  });

  test(`Lighthouse is content with ${name} on a phone`, async ({ site }, testInfo) => {
    const { launchOptions } = testInfo.project.use;
    const url = site.url + (await pathOf(name, site.url));
    const first = await judge(url, Object.keys(SCORES), PRESET_SLOWDOWN, launchOptions);
    const runs = [first];
    let best = first;
    let last = first;
    while (isWorthAnother(runs.length, score(best, "performance"))) {
      last = await judge(url, ["performance"], slowdown(last), launchOptions);
      runs.push(last);
      if (score(last, "performance") > score(best, "performance")) best = last;
    }
    for (const complaint of [...complaints(first), ...complaints(best)]) console.log(`   ${complaint}`);
    for (const [category, least] of Object.entries(SCORES)) {
      const given = score(category === "performance" ? best : first, category);
      console.log(`   ${String(given).padStart(8)} ${category} of ${name}`);
      expect.soft(given, category).toBeGreaterThanOrEqual(least);
    }
    // The worst: a lucky run may be fast, but what moves in another one moves.
    const shift = Math.max(...runs.map(layoutShift));
    console.log(`   ${shift.toFixed(3).padStart(8)} layout shift of ${name}`);
    expect.soft(shift, "layout shift").toBeLessThan(SHIFT);
  });
}

/** Whether to measure once more, after so many runs of which this is the best. */
function isWorthAnother(runs: number, best: number): boolean {
  return best < GOAL && runs < (best < SCORES.performance ? RUNS : ENOUGH);
}

/** From this benchmark index on: how many times slower a phone is, and once more for every so much. */
const CALIBRATION = [
  { from: 1300, slowdown: 3, per: 233 },
  { from: 800, slowdown: 2, per: 500 },
  { from: 150, slowdown: 1, per: 650 },
];

/**
 * How many times slower than this machine a phone is. The preset's number is for a machine of its
 * time, which a slow or busy one is not. Source: lighthouse-cpu-throttling-calculator, which
 * Lighthouse's documentation recommends in "Calibrating multipliers".
 */
function slowdown({ environment: { benchmarkIndex } }: Result): number {
  const range = CALIBRATION.find(({ from }) => benchmarkIndex >= from);
  if (!range) return 1;
  const calibrated = range.slowdown + (benchmarkIndex - range.from) / range.per;
  return Math.min(PRESET_SLOWDOWN, calibrated);
}

/** What Lighthouse says. If it fails itself, it is asked once more: that tells nothing of the page. */
async function judge(...measurement: Parameters<typeof judgeOnce>): Promise<Result> {
  try {
    return await judgeOnce(...measurement);
  } catch (error) {
    console.log(`   Lighthouse fails, and is asked again: ${error}`);
    return judgeOnce(...measurement);
  }
}

async function judgeOnce(
  url: string,
  categories: string[],
  cpuSlowdownMultiplier: number,
  launchOptions: LaunchOptions | undefined,
): Promise<Result> {
  const port = await freePort();
  const browser = await chromium.launch({
    ...launchOptions,
    args: [...(launchOptions?.args ?? []), `--remote-debugging-port=${port}`],
  });
  try {
    const judged = await lighthouse(url, {
      port,
      output: "json",
      logLevel: "error",
      onlyCategories: categories,
      throttling: { cpuSlowdownMultiplier },
    });
    if (!judged) throw new Error("Lighthouse says nothing");
    const { environment, runtimeError } = judged.lhr;
    if (runtimeError) throw new Error(`${runtimeError.code}: ${runtimeError.message}`);
    console.log(
      `   ${String(score(judged.lhr, "performance")).padStart(8)} at a slowdown of ` +
        `${cpuSlowdownMultiplier.toFixed(1)}, benchmark index ${environment.benchmarkIndex.toFixed(0)}`,
    );
    return judged.lhr;
  } finally {
    await browser.close();
  }
}

function score({ categories }: Result, category: string): number {
  return Math.round((categories[category]?.score ?? 0) * 100);
}

/** How much moved; everything, if that is not known. */
function layoutShift({ audits }: Result): number {
  return audits["cumulative-layout-shift"]?.numericValue ?? 1;
}

/** What costs points, for whoever mends it. */
function complaints({ audits, categories }: Result): string[] {
  return Object.values(categories)
    .flatMap(({ auditRefs }) => auditRefs)
    .filter(({ weight }) => weight > 0)
    .map(({ id }) => audits[id])
    .filter((audit) => audit !== undefined && audit.score !== null && audit.score < 0.9)
    .map((audit) => `${audit?.id}: ${audit?.displayValue ?? audit?.title}`);
}
