import { expect, test } from "vitest";
import { wordsOf } from "@/lib/entry/refusal";
import { notAllInvited, sentWords } from "@/lib/members/invitation-words";
import { speak } from "@/lib/platform/translate";

const ada = { email: "ada@x.com" };

test("what was sent is said, and who stood there twice", () => {
  expect(speak("en", sentWords([ada]))).toBe("Invitation sent to ada@x.com");
  expect(speak("en", sentWords([ada, ada], ["bob@x.com"]))).toBe(
    "2 invitations sent. Named twice and invited once: bob@x.com",
  );
});

test("who was not invited stays in the field, each with the reason on a line", () => {
  const refusal = notAllInvited(
    [ada],
    [
      { email: "grace(at)x.com", reason: "invalid" },
      { email: "bob@x.com", reason: "rate_limited", message: "Wait." },
    ],
  );
  expect({ ...refusal, ...wordsOf(refusal, "en") }).toMatchObject({
    code: "invalid",
    message: "Invitation sent to ada@x.com. The others were not.",
    fields: { emails: ["grace(at)x.com does not look like an e-mail address.\nbob@x.com: Wait."] },
    values: { emails: "grace(at)x.com\nbob@x.com" },
  });
});
