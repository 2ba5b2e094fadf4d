/** The real server as a child process, with a database and a data folder of its own. */

import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Database } from "./database";
import { answers, despiteRaces, EndedEarly, freePort, until } from "./ports";

export interface ServerOptions {
  /** Whether the database is filled with demo data first. */
  demo?: boolean;
  /** Which release's database it begins with: none if empty, that of JOURNEYS_FROM if left out. */
  from?: string;
  /** Further configuration, as in .env.example. */
  env?: Record<string, string>;
}

export class Server {
  private child: ChildProcess | null = null;
  private output = "";

  private constructor(
    readonly url: string,
    readonly database: Database,
    private readonly folder: string,
    private readonly args: string[],
    private readonly env: Record<string, string>,
  ) {}

  /** Makes database and folder, starts the server and waits until it can answer. */
  static launch(options: ServerOptions = {}): Promise<Server> {
    return despiteRaces(() => Server.launchOnce(options));
  }

  private static async launchOnce(options: ServerOptions): Promise<Server> {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const folder = await mkdtemp(join(tmpdir(), "event-booking-e2e-"));
    const database = await Database.create();
    // All journeys can be walked in the database of a release.
    const release = options.from ?? process.env.JOURNEYS_FROM;
    if (release) await database.restore(release);
    const args = options.demo ? ["serve", "--demo"] : ["serve"];
    const server = new Server(url, database, folder, args, {
      PATH: process.env.PATH ?? "",
      RUST_BACKTRACE: "1",
      // Tests log in more often than a person would; what slows that down has tests of its own.
      RATE_LIMITS: "off",
      NO_COLOR: "1",
      LISTEN: `127.0.0.1:${port}`,
      PUBLIC_URL: url,
      DATABASE_URL: database.url,
      DATABASE_CONNECTIONS: "4",
      DATA_DIR: folder,
      SECRET_KEY: randomBytes(64).toString("hex"),
      LOG: "warn",
      ...options.env,
    });
    try {
      await server.start();
    } catch (error) {
      await server.dispose();
      throw error;
    }
    return server;
  }

  /** Starts it, at the same address and with the same data as before. */
  async start(): Promise<void> {
    const binary = process.env.EVENT_BOOKING_BIN || "target/debug/event-booking";
    // In its own folder, so that no .env file of a developer is read.
    const child = spawn(resolve(binary), this.args, {
      cwd: this.folder,
      env: this.env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.child = child;
    const keep = (chunk: Buffer) => (this.output += chunk.toString());
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", (error) => (this.output += `${error}\n`));
    // It has ended, and all that it said is known.
    let isClosed = false;
    child.once("close", () => (isClosed = true));
    await until("the server is ready", 60, async () => {
      if (isClosed || child.pid === undefined) {
        this.child = null;
        const words = `the server ended at once:\n${this.output}`;
        // Whatever else ends it would end it again, or must not be overlooked.
        throw this.output.includes("cannot listen on") ? new EndedEarly(words) : new Error(words);
      }
      return answers(`${this.url}/health/ready`);
    });
  }

  /** Asks it to stop, and waits until it has. */
  async stop(): Promise<void> {
    const child = this.child;
    this.child = null;
    if (!child || child.pid === undefined) return;
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`the server ended by itself:\n${this.output}`);
    }
    const ended = new Promise<void>((done) => child.once("exit", () => done()));
    child.kill("SIGTERM");
    const impatience = setTimeout(() => child.kill("SIGKILL"), 20_000);
    await ended;
    clearTimeout(impatience);
    if (child.signalCode === "SIGKILL") {
      throw new Error("the server did not stop within 20 s");
    }
  }

  /** Stops it and leaves nothing behind. */
  async dispose(): Promise<void> {
    try {
      await this.stop();
    } finally {
      await this.database.drop();
      await rm(this.folder, { recursive: true, force: true });
    }
  }

  /** How much it has said so far; marks a place in the log. */
  get mark(): number {
    return this.output.length;
  }

  /** What it said since a mark. */
  log(since = 0): string {
    return this.output.slice(since);
  }
}
