/**
 * How demo and benches state what they found: figures with their floors, and one JSON object for
 * machines. Belongs to the performance monitoring plane of the paper (section III).
 */
package io.avp.ops.report;
