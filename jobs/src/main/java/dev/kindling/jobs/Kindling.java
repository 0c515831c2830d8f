package dev.kindling.jobs;

import dev.kindling.fault.UserMistake;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line. Exit code 0 is success, 1 a failure, 2 the user's mistake. */
@Command(
        name = "kindling",
        mixinStandardHelpOptions = true,
        version = "kindling 0.1.0-SNAPSHOT",
        description = "Federated and local-learning training on Apache Spark; merging is exact addition.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {RunCommand.class, BenchCommand.class})
public final class Kindling {

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Print the stack trace of an error.")
    private boolean debug;

    public static void main(String[] arguments) {
        int exitCode = execute(arguments);
        // YARN takes a driver that exits by itself for failed, whatever its exit code.
        if (exitCode != CommandLine.ExitCode.OK) {
            System.exit(exitCode);
        }
    }

    static int execute(String... arguments) {
        Kindling root = new Kindling();
        return new CommandLine(root)
                .setExecutionExceptionHandler((failed, command, parsed) -> root.report(failed, command))
                .execute(arguments);
    }

    private int report(Exception failed, CommandLine command) {
        PrintWriter err = command.getErr();
        UserMistake mistake = mistakeIn(failed);
        if (debug) {
            failed.printStackTrace(err);
        }
        if (mistake != null) {
            err.println("kindling: " + mistake.getMessage());
        } else {
            err.println("kindling: failed: " + deepest(failed) + (debug ? "" : "; --debug shows where"));
        }
        err.flush();
        return mistake != null ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
    }

    /** A mistake that a task met arrives wrapped in Spark's own exceptions. */
    private static @org.jspecify.annotations.Nullable UserMistake mistakeIn(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof UserMistake mistake) {
                return mistake;
            }
        }
        return null;
    }

    private static String deepest(Throwable failed) {
        Throwable cause = failed;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.toString().lines().findFirst().orElse("");
    }
}
