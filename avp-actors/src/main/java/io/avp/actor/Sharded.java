package io.avp.actor;

/** Marks what {@link KryoSerializer} carries between nodes. */
interface Sharded {}
