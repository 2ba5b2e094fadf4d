/** Databases that live as long as a server under test. */

import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { Client } from "pg";
import { until } from "./ports";

const RELEASED = "backend/tests/released";

/** The schemas that releases had, with data in them; the earliest first. */
export function releases(): string[] {
  const dumps = readdirSync(RELEASED).filter((file) => file.endsWith(".sql.gz"));
  return dumps.map((file) => file.replace(".sql.gz", "")).sort();
}

export class Database {
  private constructor(
    readonly name: string,
    private readonly admin: string,
  ) {}

  /** Makes an empty database on the server that TEST_DATABASE_URL names. */
  static async create(): Promise<Database> {
    const admin = process.env.TEST_DATABASE_URL;
    if (!admin) {
      throw new Error(
        "TEST_DATABASE_URL must name a database whose user may create others; " +
          "`cargo xtask test --only journeys` sets it",
      );
    }
    const name = `event_booking_e2e_${process.pid}_${randomBytes(4).toString("hex")}`;
    const database = new Database(name, admin);
    await database.command(`CREATE DATABASE ${name}`);
    return database;
  }

  /** Its address. */
  get url(): string {
    const url = new URL(this.admin);
    url.pathname = `/${this.name}`;
    return url.toString();
  }

  /** Fills it with what a release left. */
  async restore(release: string): Promise<void> {
    const dump = readFileSync(`${RELEASED}/${release}.sql.gz`);
    await this.command(gunzipSync(dump).toString(), this.url);
  }

  /** Ends all connections and lets nobody in, as if the database had failed. */
  async fail(): Promise<void> {
    await this.command(`ALTER DATABASE ${this.name} ALLOW_CONNECTIONS false`);
    await this.command(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${this.name}'`,
    );
  }

  /** Lets everybody in again. */
  async recover(): Promise<void> {
    await this.command(`ALTER DATABASE ${this.name} ALLOW_CONNECTIONS true`);
  }

  /** Makes every link that was sent so far too old. */
  async expireLinks(): Promise<void> {
    await this.command("UPDATE confirmation_values SET expires_at = created_at", this.url);
  }

  /** Lets an event lie in the past: it began and ended ten days ago. */
  async endEvent(id: string): Promise<void> {
    const past = "date = current_date - 10, end_date = NULL, starts_at = now() - interval '10 days'";
    await this.command(
      `UPDATE events SET ${past}, ends_at = now() - interval '9 days' WHERE id = '${id}'`,
      this.url,
    );
  }

  /** Lets the earliest messages lie further back, each so many days as it is told. */
  async ageMessages(days: number[]): Promise<void> {
    const cases = days.map((age, at) => `WHEN ${at + 1} THEN interval '${age} days'`).join(" ");
    await this.command(
      `WITH numbered AS (SELECT id, row_number() OVER (ORDER BY position) AS number FROM messages)
       UPDATE messages SET sent_at = sent_at - (CASE number ${cases} ELSE interval '0' END)
       FROM numbered WHERE numbered.id = messages.id`,
      this.url,
    );
  }

  /** Lets somebody run the site, or no longer. */
  async makeAdmin(username: string, is = true): Promise<void> {
    await this.command(`UPDATE users SET is_admin = ${is} WHERE username = '${username}'`, this.url);
  }

  /** Gives a mail up that was tried and could not be sent. */
  async giveUpMailTo(recipient: string): Promise<void> {
    const tried = `recipient = '${recipient}' AND last_error IS NOT NULL AND sent_at IS NULL`;
    await until(`a mail to ${recipient} has failed`, 30, async () => {
      const sql = `UPDATE outgoing_mails SET failed_at = now() WHERE ${tried}`;
      return (await this.command(sql, this.url)) > 0;
    });
  }

  /** Leaves a mail behind that was given up. */
  async leaveFailedMail(recipient: string): Promise<void> {
    await this.command(
      `INSERT INTO outgoing_mails
         (id, kind, recipient, subject, text_body, html_body, attempts, next_attempt_at, last_error,
          created_at, failed_at, language)
       VALUES (gen_random_uuid(), 'reset_password', '${recipient}', 'Choose a new password', 'a', 'b',
         12, now(), '550 5.1.1 <${recipient}>: Recipient address rejected: User unknown', now(), now(), 'en')`,
      this.url,
    );
  }

  async drop(): Promise<void> {
    await this.command(`DROP DATABASE IF EXISTS ${this.name} WITH (FORCE)`);
  }

  /** Returns how many rows were changed. */
  private async command(sql: string, connectionString = this.admin): Promise<number> {
    const client = new Client({ connectionString });
    await client.connect();
    try {
      return (await client.query(sql)).rowCount ?? 0;
    } finally {
      await client.end();
    }
  }
}
