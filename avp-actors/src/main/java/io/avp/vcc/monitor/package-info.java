/**
 * What knowledge has saved, recomputable from raw counters.
 *
 * <p>Performance monitoring of the virtual control cache (paper, Figure 2): {@link
 * io.avp.vcc.monitor.Ledger} sums, {@link io.avp.vcc.monitor.Flooding} says what an unmanaged
 * overlay would have sent.
 */
package io.avp.vcc.monitor;
