package io.avp.actor;

import java.util.List;

/**
 * What came of a purge.
 *
 * @param known false if nothing was known of the servent
 * @param missing nodes that did not say in time that they have forgotten it
 */
public record PurgeView(boolean known, List<String> missing) {}
