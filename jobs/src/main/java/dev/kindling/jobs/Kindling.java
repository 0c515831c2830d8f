package dev.kindling.jobs;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line. Exit code 0 is success, 1 a failure, 2 the user's mistake. */
@Command(
        name = "kindling",
        mixinStandardHelpOptions = true,
        version = "kindling 0.1.0-SNAPSHOT",
        description = "Federated and local-learning training on Apache Spark; merging is exact addition.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunCommand.class,
            EvaluateCommand.class,
            PredictCommand.class,
            InspectCommand.class,
            ReportCommand.class,
            DataCommand.class,
            BenchCommand.class
        })
public final class Kindling {

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Print the stack trace of an error.")
    private boolean debug;

    public static void main(String[] arguments) {
        int exitCode = commandLine().execute(arguments);
        // YARN takes a driver that exits by itself for failed, whatever its exit code.
        if (exitCode != CommandLine.ExitCode.OK) {
            System.exit(exitCode);
        }
    }

    static int execute(PrintWriter out, PrintWriter err, String... arguments) {
        return commandLine().setOut(out).setErr(err).execute(arguments);
    }

    private static CommandLine commandLine() {
        Kindling root = new Kindling();
        return new CommandLine(root)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrong, given) -> usage(wrong))
                .setExecutionExceptionHandler((failed, command, parsed) -> root.report(failed, command));
    }

    private int report(Exception failed, CommandLine command) {
        Failure failure = Failure.of(failed);
        PrintWriter err = command.getErr();
        if (debug) {
            failed.printStackTrace(err);
        }
        err.println("kindling: " + failure.message());
        err.flush();
        return failure.exit();
    }

    /** Picocli would print a page of usage below the message. */
    private static int usage(ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        String near = wrong instanceof UnmatchedArgumentException unmatched
                ? unmatched.getSuggestions().stream()
                        .findFirst()
                        .map(suggestion -> "; did you mean " + suggestion + "?")
                        .orElse("")
                : "";
        String message = String.valueOf(wrong.getMessage()).replaceAll("\\s+", " ");
        String help = command.getCommandSpec().qualifiedName() + " --help";
        command.getErr().println("kindling: " + message + near + (near.isEmpty() ? "; " : " ") + help + " tells more");
        command.getErr().flush();
        return CommandLine.ExitCode.USAGE;
    }
}
