/** The process: main, guardian, settings, cluster formation. */
package io.avp.node;
