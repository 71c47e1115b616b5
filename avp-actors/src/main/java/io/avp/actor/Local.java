package io.avp.actor;

/**
 * Marks a message that never leaves its process: it carries handles, callbacks or reused buffers.
 *
 * <p>The serializer refuses it, so that a mistake of placement shows at once.
 */
interface Local {}
