/**
 * What the realm knows of files, and its answers.
 *
 * <p>Topology control of the virtual control cache (paper, Figure 2), in three levels:
 *
 * <ul>
 *   <li>hints: {@link io.avp.vcc.cache.SlotHints} counts at the virtual peer which slots of the QRP
 *       hash its members have; {@link io.avp.vcc.cache.RegionHints} collects at the region
 *   <li>holdings: {@link io.avp.vcc.cache.FileStore} keeps the records of a node, {@link
 *       io.avp.vcc.cache.RegionHoldings} the words of a region, {@link
 *       io.avp.vcc.cache.RegionPrefixes} which prefixes lead to words elsewhere
 *   <li>answers: {@link io.avp.vcc.cache.AnswerCache}, and {@link
 *       io.avp.vcc.cache.QuestionsInFlight} for equal questions
 * </ul>
 *
 * <p>{@link io.avp.vcc.cache.RoutingWord} says which region to ask; {@link
 * io.avp.vcc.cache.BrowseReader} and {@link io.avp.vcc.cache.LearntHit} read what is learnt; {@link
 * io.avp.vcc.cache.HitWriter} writes what is answered.
 */
package io.avp.vcc.cache;
