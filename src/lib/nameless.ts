/** How somebody is shown whose account is gone. */
export const NAMELESS = 'Deleted player';
