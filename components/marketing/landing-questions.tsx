import type { Question } from "@/components/marketing/faq";
import { siteLinks } from "@/components/marketing/site-links";
import { Link } from "@/components/ui/link";

export const landingQuestions: Question[] = [
  {
    question: "What is a workspace?",
    answer:
      "The place where one company works: its own address, its own members, its own data and its own plan. You can belong to several with the same account.",
  },
  {
    question: "How are companies kept apart?",
    answer:
      "By the database. Every row of a workspace carries the workspace it belongs to, row-level security is forced on those tables, and the application connects as a role that cannot switch it off. What belongs to somebody else does not exist for you.",
  },
  {
    question: "Who can see and change what?",
    answer:
      "There are five roles. Owners and admins manage people and settings, members work on projects, viewers read, and the billing role sees plan, payment and invoices only. Nobody can grant a role above their own.",
  },
  {
    question: "What happens when a limit is reached?",
    answer:
      "Whatever would go beyond it is refused with a message that says why. Nothing that exists is deleted. Change the plan, and the limit rises at once.",
  },
  {
    question: "I forgot the address of my workspace. What now?",
    answer: (
      <>
        Enter your email under{" "}
        <Link href={siteLinks.findWorkspace} className="text-foreground underline underline-offset-4">
          Find your workspace
        </Link>
        , and we mail you the list of those you belong to.
      </>
    ),
  },
];
