/** Under which the address of a person's own picture is cached. */
export const pictureKey = (userId: string): string => `user:${userId}:picture`;
