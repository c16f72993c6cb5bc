import { noun } from "@/lib/core/noun";
import { sendMailJob } from "./send-mail";

export const notifications = noun({
  name: "notifications",
  jobs: [sendMailJob],
});
