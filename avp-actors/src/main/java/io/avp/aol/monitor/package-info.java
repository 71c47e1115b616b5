/**
 * What a virtual peer relayed, answered and dropped, per type and reason.
 *
 * <p>Performance monitoring of the application optimisation layer (paper, Figure 2): {@link
 * io.avp.aol.monitor.DescriptorAudit} counts, {@link io.avp.aol.monitor.AuditSnapshot} shows.
 */
package io.avp.aol.monitor;
