/**
 * Who is browsed when, what is cached for how long, and who gets which answer.
 *
 * <p>Policy control of the virtual control cache (paper, Figure 2): {@link
 * io.avp.vcc.policy.BrowsePolicy} with {@link io.avp.vcc.policy.BrowseLog} and {@link
 * io.avp.vcc.policy.BytePace}, and {@link io.avp.vcc.policy.IndexQueryPolicy}; {@link
 * io.avp.vcc.policy.AnswerPolicySettings}; {@link io.avp.vcc.policy.AskerPolicy}.
 */
package io.avp.vcc.policy;
