/** A real SMTP server (maildev) that shows what it was given. */

import { type ChildProcess, spawn } from "node:child_process";
import { resolve } from "node:path";
import { literally } from "./names";
import { answers, despiteRaces, EndedEarly, freePort, until } from "./ports";

export interface Mail {
  subject: string;
  text: string;
  html: string;
  from: { address: string; name: string }[];
  to: { address: string; name: string }[];
}

export class Mailbox {
  private child: ChildProcess | null = null;

  private constructor(
    private readonly smtp: number,
    private readonly web: number,
  ) {}

  static async open(): Promise<Mailbox> {
    return despiteRaces(async () => {
      const mailbox = new Mailbox(await freePort(), await freePort());
      await mailbox.start();
      return mailbox;
    });
  }

  /** What a server needs to know to send mails here. */
  get configuration(): Record<string, string> {
    return {
      MAIL: "smtp",
      MAIL_FROM_ADDRESS: "tickets@example.org",
      MAIL_FROM_NAME: "Tickets",
      SMTP_HOST: "127.0.0.1",
      SMTP_PORT: String(this.smtp),
      SMTP_TLS: "none",
    };
  }

  async start(): Promise<void> {
    const program = resolve("node_modules/maildev/bin/maildev");
    const args = [program, "--ip", "127.0.0.1", "--smtp", String(this.smtp)];
    args.push("--web-ip", "127.0.0.1", "--web", String(this.web), "--silent");
    const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"] });
    this.child = child;
    let complaints = "";
    child.stderr.on("data", (chunk: Buffer) => (complaints += chunk.toString()));
    let isClosed = false;
    child.once("close", () => (isClosed = true));
    await until("the mail server is ready", 30, async () => {
      if (isClosed) {
        this.child = null;
        throw new EndedEarly(`the mail server ended at once:\n${complaints}`);
      }
      return answers(`${this.address}/email`);
    });
  }

  async stop(): Promise<void> {
    const child = this.child;
    this.child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>((done) => child.once("exit", () => done()));
    child.kill("SIGKILL");
    await ended;
  }

  close(): Promise<void> {
    return this.stop();
  }

  /** The mails to an address, once there are so many. */
  async mailsTo(address: string, count: number): Promise<Mail[]> {
    let mails: Mail[] = [];
    await until(`${count} mails to ${address}`, 30, async () => {
      const all = (await (await fetch(`${this.address}/email`)).json()) as Mail[];
      mails = all.filter((mail) => mail.to.some((to) => to.address === address));
      return mails.length >= count;
    });
    return mails;
  }

  /** The link to a page of the site in one of the mails to an address, once there are so many. */
  async linkTo(address: string, page: string, count: number): Promise<string> {
    const mails = await this.mailsTo(address, count);
    const pattern = new RegExp(`${literally(page)}\\?hash=[\\w-]+`);
    const links = mails.map((mail) => pattern.exec(mail.text)?.[0]).filter((link) => !!link);
    const link = links.at(-1);
    if (!link) throw new Error(`no mail to ${address} has a link to ${page}`);
    return link;
  }

  private get address(): string {
    return `http://127.0.0.1:${this.web}`;
  }
}
