package io.avp.node.cli;

import java.util.concurrent.Callable;

/**
 * A subcommand of {@code avp} that another module adds; found by {@link java.util.ServiceLoader}.
 * The class carries picocli's {@code @Command}; the result is the exit code.
 */
public interface ExtraCommand extends Callable<Integer> {}
