/** Everything around a running cluster. */
package io.avp.ops;
