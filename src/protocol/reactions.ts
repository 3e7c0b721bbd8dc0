/** What people at a table may say in one tap. Clients give each its words or picture. */
export const REACTIONS = ['bravo', 'ha', 'wow', 'ouch', 'thanks', 'luck'] as const;

export type Reaction = (typeof REACTIONS)[number];
