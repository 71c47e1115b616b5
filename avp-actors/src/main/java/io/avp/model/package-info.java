/**
 * Identities, measured states and decisions that all layers share.
 *
 * <p>The virtual peer, its overlay links and its community as the paper names them (section III).
 *
 * <ul>
 *   <li>identities: {@link io.avp.model.AvpId}, {@link io.avp.model.Incarnation}, {@link
 *       io.avp.model.LinkId}, {@link io.avp.model.RelationKind}
 *   <li>the account of descriptors: {@link io.avp.model.Outcome}, {@link io.avp.model.DropReason}
 *   <li>decisions and limits: {@link io.avp.model.Decision}, {@link io.avp.model.DegreeBand},
 *       {@link io.avp.model.RateLimit}, {@link io.avp.model.AddressRates}
 * </ul>
 */
package io.avp.model;
