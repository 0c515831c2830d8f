package dev.kindling.jobs;

import dev.kindling.jobs.redact.Redaction;
import dev.kindling.jobs.run.BuildFacts;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line. Exit code 0 is success, 1 a failure, 2 the user's mistake. */
@Command(
        name = "kindling",
        mixinStandardHelpOptions = true,
        versionProvider = Kindling.Version.class,
        description = "Federated and local-learning training on Apache Spark; merging is exact addition.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunCommand.class,
            SweepCommand.class,
            EvaluateCommand.class,
            PredictCommand.class,
            InspectCommand.class,
            ExportCommand.class,
            ContinualCommand.class,
            ForgetCommand.class,
            ListCommand.class,
            ReportCommand.class,
            ExplainCommand.class,
            DoctorCommand.class,
            CompletionCommand.class,
            DataCommand.class,
            BenchCommand.class
        })
public final class Kindling {

    /** The version as the build knows it. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {"kindling " + new BuildFacts().version()};
        }
    }

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Print the stack trace of an error.")
    private boolean debug;

    public static void main(String[] arguments) {
        Kindling kindling = new Kindling();
        AtomicBoolean atWork = new AtomicBoolean(true);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> kindling.endQuietly(atWork.get()), "quiet-end"));
        // The writer that picocli would make of standard error, while it is there.
        int exitCode = kindling.execute(arguments, line -> line.setErr(line.getErr()));
        atWork.set(false);
        // YARN takes a driver that exits by itself for failed, whatever its exit code.
        if (exitCode != CommandLine.ExitCode.OK) {
            System.exit(exitCode);
        }
    }

    /** A stop from outside interrupts threads of Spark in whatever they do, and each would print where; what the user has to know is told all the same. */
    private void endQuietly(boolean stopped) {
        if (stopped && !debug) {
            System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, Charset.defaultCharset()));
        }
    }

    static int execute(PrintWriter out, PrintWriter err, String... arguments) {
        return new Kindling().execute(arguments, line -> line.setOut(out).setErr(err));
    }

    private int execute(String[] arguments, Consumer<CommandLine> setUp) {
        CommandLine line = new CommandLine(this)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrong, given) -> usage(wrong))
                .setExecutionExceptionHandler((failed, command, parsed) -> report(failed, command));
        setUp.accept(line);
        try {
            return line.execute(arguments);
        } catch (Throwable failed) {
            // Picocli's handler is given exceptions, not errors: no memory, no stack, no such class.
            return report(failed, line);
        }
    }

    private int report(Throwable failed, CommandLine command) {
        Failure failure = Failure.of(failed);
        PrintWriter err = command.getErr();
        trace(failed, err);
        err.println("kindling: " + failure.message());
        err.flush();
        return failure.exit();
    }

    /** Where it failed, with --debug. */
    void trace(Throwable failed, PrintWriter err) {
        if (debug) {
            StringWriter trace = new StringWriter();
            failed.printStackTrace(new PrintWriter(trace, true));
            err.print(Redaction.ofProcess().text(trace.toString()));
            err.flush();
        }
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
        String line = "kindling: " + message + near + (near.isEmpty() ? "; " : " ") + help + " tells more";
        command.getErr().println(Redaction.ofProcess().text(line));
        command.getErr().flush();
        return CommandLine.ExitCode.USAGE;
    }
}
