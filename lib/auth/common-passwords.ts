/** Of the passwords that leak most often, those long enough to be accepted here, without digits and marks at the end. */
const common = new Set(
  `password passwordpassword passw0rd p@ssw0rd p@ssword passwort motdepasse contrasena letmein letmeinplease welcome
  welcometo changeme changemenow administrator iloveyou iloveyouforever qwertyuiop qwertyuiopasdfghjkl qwerty
  qwertyqwerty asdfghjkl asdfghjklqwer zxcvbnm 1q2w3e4r5t6y 1q2w3e4r5t 1qaz2wsx3edc qazwsxedcrfv q1w2e3r4t5y6 abcd1234
  abc123abc123 trustno1 princess sunshine football baseball basketball superman liverpool chelsea dragon monkey
  master shadow michael jennifer mustang computer internet starwars whatever secret secretpassword mypassword
  yourpassword thisismypassword testpassword testtest testing temporary default companyname summer winter spring autumn
  january february september october november december monday password1password letmein1234 tenantry workspace`
    .split(/\s+/)
    .filter(Boolean),
);

const runs = ["01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm"];
const runsBothWays = runs.flatMap((run) => [run, [...run].toReversed().join("")]);

/** Whether a password is among the first that anybody would try: common, a run, a repetition, or the person's own name. */
export function isGuessable(
  password: string,
  { email = "", name = "" }: { email?: string; name?: string },
): boolean {
  const plain = squash(password);
  const stem = plain.replace(/[\d\W_]+$/u, "");
  const own = [email, email.split("@")[0] ?? "", name].map(squash).filter((word) => word.length > 2);
  return (
    common.has(plain) ||
    common.has(stem) ||
    own.some((word) => plain === word || stem === word || isRepeated(plain, word)) ||
    /^(.{1,4})\1+.{0,3}$/su.test(plain) ||
    runsBothWays.some((run) => run.includes(plain))
  );
}

const squash = (text: string) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");

const isRepeated = (text: string, word: string) => text.replaceAll(word, "") === "";
