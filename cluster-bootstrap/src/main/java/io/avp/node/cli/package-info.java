/**
 * The {@code avp} command, the operator's side of the management interface.
 *
 * <p>Stands for the operator of the paper's policy plane (section III): it sees and steers by HTTP
 * only.
 */
package io.avp.node.cli;
