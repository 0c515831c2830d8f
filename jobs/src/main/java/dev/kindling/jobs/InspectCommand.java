package dev.kindling.jobs;

import dev.kindling.jobs.inspect.ModelFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kindling inspect MODEL}: what is in a model file. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        description = "Prints the tensors of a model: shape, spread and norm; its size and digest.")
final class InspectCommand implements Callable<Integer> {

    @Parameters(paramLabel = "MODEL", description = "Run folder, or a safetensors file of float32 tensors.")
    private String model = "";

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        ModelFile.read(SparkOptions.hadoop(), model).describe().forEach(out::println);
        out.flush();
        return 0;
    }
}
