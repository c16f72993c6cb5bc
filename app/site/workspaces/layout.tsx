export { DrawnForSession as default } from "@/app/drawn-for-session";
