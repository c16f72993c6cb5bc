import { createServer, type Server } from "node:http";
import { createMailboxHandler } from "./http";
import { Messages } from "./messages";
import { listenForMail } from "./smtp";

export type MailboxOptions = {
  /** 0 takes any free port. */
  smtpPort: number;
  httpPort: number;
  /** Where mails are kept between runs; without it they are forgotten. */
  dataFile?: string;
  isProduction?: boolean;
};

export type LocalMailbox = {
  /** For the app's mailer. */
  smtpUrl: string;
  /** For people and tests: the page, and JSON under /api/messages. */
  url: string;
  stop(): Promise<void>;
};

/**
 * Receives every mail the app sends and shows it, instead of delivering it. The last 500 are kept. Throws an Error whose
 * message is one sentence for the user.
 */
export async function startMailbox(options: MailboxOptions): Promise<LocalMailbox> {
  if (options.isProduction) {
    throw new Error("The local mailbox delivers nothing: in production set RESEND_API_KEY or SMTP_URL.");
  }
  const messages = await Messages.open(options.dataFile);
  const smtp = await listenForMail(options.smtpPort, (message) => messages.add(message)).catch(
    (error: Error) => {
      throw cannotListen(options.smtpPort, error);
    },
  );
  const smtpUrl = `smtp://127.0.0.1:${smtp.port}`;
  const server = createServer(createMailboxHandler({ messages, smtpUrl }));
  const port = await listen(server, options.httpPort).catch(async (error: Error) => {
    await smtp.stop();
    throw cannotListen(options.httpPort, error);
  });

  return {
    smtpUrl,
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      await Promise.all([smtp.stop(), close(server)]);
      await messages.flush();
    },
  };
}

const cannotListen = (port: number, error: Error) =>
  new Error(`The mailbox cannot listen on port ${port} (${error.message}): free that port or name another.`);

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      resolve(address && typeof address === "object" ? address.port : port);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
