package io.avp.ops.workload;

import io.avp.gnutella.handshake.PeerMode;
import io.avp.gnutella.wire.Guid;
import java.util.List;

/**
 * What one synthetic servent is.
 *
 * @param number its place in the population, from 0
 * @param mode leaf or ultrapeer
 * @param firewalled accepts no connection; its files come by push
 * @param browsable tells all its files to those who browse it
 * @param ip its own loopback address, first byte highest
 * @param guid its servent GUID
 * @param files what it shares
 */
public record ServentPlan(
    int number,
    PeerMode mode,
    boolean firewalled,
    boolean browsable,
    int ip,
    Guid guid,
    List<SharedFile> files) {}
