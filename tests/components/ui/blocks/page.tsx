import { createRoot } from "react-dom/client";
import { LanguageProvider } from "@/components/language/language-provider";
import { Button } from "@/components/ui/button";
import { Popover, PopoverContent, PopoverTitle, PopoverTrigger } from "@/components/ui/popover";
import { Toaster, toast } from "@/components/ui/sonner";
import { ChartAreaInteractive, DataTable, SectionCards } from "./dashboard-01";
import { LoginForm } from "./login-03";
import { Page } from "./sidebar-07";

const root = document.querySelector("#root");
if (root)
  createRoot(root).render(
    <LanguageProvider language="en">
      <Page>
        <h1>Blocks</h1>
        <Popover>
          <PopoverTrigger asChild>
            <Button>More about it</Button>
          </PopoverTrigger>
          <PopoverContent>
            <PopoverTitle>What it is</PopoverTitle>
          </PopoverContent>
        </Popover>
        <Button onClick={() => toast.success("Done at once")}>Tell</Button>
        <SectionCards />
        <ChartAreaInteractive />
        <DataTable rows={["First", "Second"]} />
        <LoginForm />
      </Page>
      <Toaster />
    </LanguageProvider>,
  );
