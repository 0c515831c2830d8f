package dev.kindling.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/spark-ml.md in Spark's own shell: what the script spark-shell of a whole Spark starts, which ours of jars alone has not. */
@Tag("slow")
class SparkShellIT {

    private static final long SECONDS = 300;
    private static final double FAR_ABOVE_CHANCE = 0.9;

    /** A stage of Spark's own, which wants the netlib that Spark comes with. */
    private static final String PERCEPTRON =
            """
            import org.apache.spark.ml.classification.MultilayerPerceptronClassifier
            val perceptron = new MultilayerPerceptronClassifier().setLayers(Array(2, 8, 3)).setSeed(1).fit(rows)
            println(f"Spark's own perceptron ${accuracy.evaluate(perceptron.transform(rows))}%.3f")
            """;

    @Test
    void theExampleRunsInSparkShell(@TempDir Path folder) throws Exception {
        String shell =
                "exec \"" + Site.SPARK + "/bin/spark-submit\" --class org.apache.spark.repl.Main --name 'Spark shell'"
                        + " --driver-class-path '" + Site.TARGET + "/spark-repl/*'"
                        + " --driver-java-options -Dscala.usejavacp=true"
                        + " --master 'local[2]' --conf spark.ui.enabled=false --jars " + Site.TARGET + "/kindling.jar"
                        + " --conf spark.serializer=org.apache.spark.serializer.KryoSerializer"
                        + " --conf spark.kryo.registrator=dev.kindling.spark.wire.KindlingRegistrator"
                        + " -i " + Site.HOME
                        + "/docs/example/spark-shell.scala -i perceptron.scala -i readme.scala < /dev/null";
        Files.writeString(folder.resolve("perceptron.scala"), PERCEPTRON);
        Files.writeString(folder.resolve("readme.scala"), readme());
        try (Command command =
                Command.start(folder, folder.resolve("shell.log"), Command.QUICK_JAVA, List.of("bash", "-c", shell))) {
            assertThat(command.await(SECONDS)).as(command.output()).isZero();
            String said = command.output();
            for (String estimator :
                    List.of("exact head", "federated", "forward-forward", "Spark's own perceptron", "unseen rows")) {
                assertThat(accuracy(estimator, said)).as(said).isGreaterThan(FAR_ABOVE_CHANCE);
            }
            assertThat(said).contains("rawPrediction", "probability");
        }
    }

    /** The code of the README. */
    private static String readme() throws IOException {
        String page = Files.readString(Site.HOME.resolve("README.md"));
        int start = page.indexOf("```scala\n") + "```scala\n".length();
        return page.substring(start, page.indexOf("```", start));
    }

    private static double accuracy(String estimator, String said) {
        Matcher found = Pattern.compile(estimator + " ([0-9.]+)").matcher(said);
        return found.find() ? Double.parseDouble(found.group(1)) : Double.NaN;
    }
}
