package io.avp.actor;

import io.avp.vcc.cache.Holder;

/**
 * Files of one member.
 *
 * @param holder the member
 * @param records as {@link io.avp.vcc.cache.RecordBlock} has them
 * @param regions for each record how many of the receiving node's regions are to know it (1), then
 *     their numbers (1 each); empty if the receiver is the only one
 */
@SuppressWarnings("ArrayRecordComponent") // never shared: the sender gives them away
record MemberFiles(Holder holder, byte[] records, byte[] regions) implements Sharded {}
