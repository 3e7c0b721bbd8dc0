/**
 * The version of what rooms and clients say to each other. It grows when who knows the one before would not understand
 * the other side any more; a field or a message that is added is no reason.
 */
export const PROTOCOL_VERSION = 1;

/** The oldest version that rooms still speak. */
export const OLDEST_PROTOCOL = 1;
