/**
 * What Playwright's tests meet: a production build on local services of its own, kept in `folder` and empty at each start.
 * `root` leads from the configuration's folder to the repository's.
 */
export const webServer = (port: string, folder: string, root = ".") => ({
  command: `npx tsx dev/start.ts --build --reset --port ${port} --folder ${folder}`,
  cwd: root,
  url: `http://localhost:${port}/api/ready`,
  timeout: 900_000,
  stdout: "ignore" as const,
  stderr: "pipe" as const,
  gracefulShutdown: { signal: "SIGTERM" as const, timeout: 15_000 },
  env: { DATABASE_URL: process.env.TEST_DATABASE_URL ?? "", REDIS_URL: process.env.TEST_REDIS_URL ?? "" },
});
