/** What every seeded person signs in with. */
export const demoPassword = "correct horse battery";
