package dev.kindling.jobs;

import dev.kindling.fault.UserMistake;
import dev.kindling.jobs.redact.Redaction;
import dev.kindling.spark.dl4j.Dl4jJar;
import dev.kindling.spark.session.SparkSettings;
import java.security.CodeSource;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import scala.Tuple2;

/** How to reach Spark. Under spark-submit all of it comes from there. */
final class SparkOptions {

    private static final String DEFAULT_MASTER = "local[*]";
    private static final String STANDALONE = "spark://";

    /** What spark-submit always sets; it sends the jar by itself. */
    private static final String SUBMITTED = "spark.submit.deployMode";

    @Option(
            names = "--master",
            paramLabel = "M",
            description = "Spark master; default " + DEFAULT_MASTER + ", or what spark-submit says.")
    private @Nullable String master;

    /** Hadoop's settings and those that spark-submit was given for it: for what needs files but no Spark. */
    static Configuration hadoop() {
        Configuration hadoop = new Configuration();
        for (Tuple2<String, String> setting : new SparkConf().getAllWithPrefix("spark.hadoop.")) {
            hadoop.set(setting._1(), setting._2());
        }
        return hadoop;
    }

    /** A context with Kindling's settings over spark-submit's, the user's and Spark's own. */
    JavaSparkContext start(String name) {
        SparkConf conf = conf(new SparkConf());
        // Spark shows it on its page and keeps it in its event log.
        conf.setAppName(Redaction.ofProcess().text(name));
        String where = conf.get("spark.master");
        try {
            SparkConf complete = withDl4j(SparkSettings.complete(conf));
            JavaSparkContext started =
                    where.startsWith("local") ? new LocalContext(complete) : new JavaSparkContext(complete);
            if (isTurnedAway(where, started.sc().applicationId())) {
                started.close();
                throw new UserMistake(turnedAway(where));
            }
            return started;
        } catch (Exception failed) {
            throw explained(failed, where);
        }
    }

    /** A standalone master names the applications that it takes; Spark gives those that have no name one of its own. */
    static boolean isTurnedAway(String master, String application) {
        return master.startsWith(STANDALONE) && application.startsWith("spark-application-");
    }

    private static String turnedAway(String master) {
        return "Spark master: expected one that takes this application in, found none that answers, or a refusal, at "
                + master + "; check the address, and where spark.authenticate is set give the cluster's secret"
                + " (docs/security.md)";
    }

    /** The master, and what the executors behind it need to come up. */
    SparkConf conf(SparkConf conf) {
        if (master != null) {
            conf.setMaster(master);
        }
        conf.setIfMissing("spark.master", DEFAULT_MASTER);
        if (conf.get("spark.master").startsWith("local")) {
            conf.setIfMissing("spark.ui.enabled", "false");
            conf.setIfMissing("spark.driver.host", "127.0.0.1");
            conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
        } else if (!conf.contains(SUBMITTED)) {
            String jars = Stream.concat(ownJar().stream(), Dl4jJar.location().stream())
                    .collect(Collectors.joining(","));
            if (!jars.isEmpty()) {
                conf.setIfMissing("spark.jars", jars);
            }
        }
        return conf;
    }

    /** Where Deeplearning4j is, what it sends must be known to Kryo. */
    private static SparkConf withDl4j(SparkConf conf) {
        return Dl4jJar.isThere()
                ? conf.set("spark.kryo.registrator", conf.get("spark.kryo.registrator") + "," + Dl4jJar.REGISTRATOR)
                : conf;
    }

    /** The jar that this class came in; empty where it came as a class file. */
    static Optional<String> ownJar() {
        CodeSource source = SparkOptions.class.getProtectionDomain().getCodeSource();
        return Optional.ofNullable(source)
                .map(from -> from.getLocation().toString())
                .filter(place -> place.endsWith(".jar"));
    }

    /** Scala throws checked exceptions without saying so. */
    private static RuntimeException explained(Exception failed, String master) {
        if (String.valueOf(failed.getMessage()).startsWith("Could not parse Master URL")) {
            return UserMistake.of(
                    "Spark master",
                    "local[N], local[*], spark://HOST:PORT, yarn or k8s://HOST:PORT",
                    master,
                    "--master",
                    "give one of these");
        }
        if (master.startsWith(STANDALONE) && Failure.isShutDown(failed)) {
            return new UserMistake(turnedAway(master), failed);
        }
        return failed instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(failed);
    }
}
