import { SMTPServer } from "smtp-server";
import { type Message, parseMessage } from "./message";

const maxMailBytes = 25 * 1024 * 1024;

/** Takes every mail for everybody, without login or encryption, and hands it to `receive`. Listens on 127.0.0.1. */
export async function listenForMail(
  port: number,
  receive: (message: Message) => void,
): Promise<{ port: number; stop(): Promise<void> }> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    logger: false,
    size: maxMailBytes,
    closeTimeout: 500,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        if (stream.sizeExceeded) return done(new Error("The mail is larger than 25 MB"));
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        parseMessage(Buffer.concat(chunks), recipients)
          .then(receive)
          .then(() => done(), done);
      });
    },
  });
  // A client that vanishes in the middle is no reason to stop.
  server.on("error", () => {});
  await new Promise<void>((resolve, reject) => {
    server.server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.server.address();
  return {
    port: address && typeof address === "object" ? address.port : port,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
