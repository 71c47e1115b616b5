package io.avp.node.cli;

import java.util.concurrent.Callable;

/**
 * A subcommand that another module adds to {@code avp}, found by {@link java.util.ServiceLoader}.
 *
 * <p>Implementations are public, have a public constructor without parameters and carry picocli's
 * annotations. The number that {@link #call} returns is the exit code.
 */
public interface ExtraCommand extends Callable<Integer> {}
