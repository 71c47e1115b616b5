/**
 * Whole runs that show what a cluster does under a fault, with figures. Stands outside the AVP of
 * the paper, where an operator stands.
 */
package io.avp.ops.scenario;
