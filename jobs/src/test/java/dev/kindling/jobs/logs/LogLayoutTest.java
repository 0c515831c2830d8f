package dev.kindling.jobs.logs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Objects;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.util.SortedArrayStringMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The two logging configurations that come with the Spark that is built here. */
class LogLayoutTest {

    private static final String EXECUTOR = "org.apache.spark.executor.Executor";
    private static final String LOGIN = "opening s3a://KEY:SECRET@bucket/x";

    private final Configuration quiet = configuration("log4j2.properties");
    private final Configuration json = configuration("log4j2-json.properties");

    @Test
    void aLineIsOneObjectWithItsRoundAndClientAsNumbers() throws IOException {
        LogEvent event = event(
                "dev.kindling.x",
                Level.ERROR,
                "says \"no\"\n" + LOGIN,
                new IllegalStateException("at s3a://KEY:SECRET@bucket"),
                Map.of("round", "3", "client", "7", "mdc.taskName", "task 0.0 in stage 1.0 (TID 2)"));
        String line = text(json, event);

        assertThat(line).hasLineCount(1).endsWith("\n").doesNotContain("SECRET", "KEY");
        JsonNode object = new ObjectMapper().readTree(line);
        assertThat(object.path("round").isInt()).isTrue();
        assertThat(object.path("round").asInt()).isEqualTo(3);
        assertThat(object.path("client").asInt()).isEqualTo(7);
        assertThat(object.path("task").asText()).isEqualTo("task 0.0 in stage 1.0 (TID 2)");
        assertThat(object.path("level").asText()).isEqualTo("ERROR");
        assertThat(object.path("logger").asText()).isEqualTo("dev.kindling.x");
        assertThat(object.path("message").asText()).isEqualTo("says \"no\"\nopening s3a://***@bucket/x");
        assertThat(object.path("error").asText())
                .startsWith("java.lang.IllegalStateException: at s3a://***@bucket")
                .contains("LogLayoutTest");
        assertThat(object.path("time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    }

    @Test
    void aLineOutsideARoundHasNoneOfThem() throws IOException {
        JsonNode object = new ObjectMapper().readTree(text(json, event("x", Level.WARN, "plain", null, Map.of())));

        assertThat(object.fieldNames()).toIterable().containsExactly("time", "level", "logger", "message");
    }

    @Test
    void theQuietConfigurationHidesLoginsToo() {
        LogEvent event = event("x", Level.WARN, LOGIN, new IllegalStateException(LOGIN), Map.of());

        assertThat(text(quiet, event))
                .contains("opening s3a://***@bucket/x", "java.lang.IllegalStateException")
                .doesNotContain("SECRET", "KEY");
    }

    @Test
    void onlyWhatTheCommandLineTellsItselfIsLeftOut() {
        assertThat(isSaid(EXECUTOR, Level.ERROR, "Exception in task 0.0 in stage 1.0 (TID 2)"))
                .isFalse();
        assertThat(isSaid(EXECUTOR, Level.ERROR, "Exit as unable to send heartbeats to driver"))
                .isTrue();
        String tasks = "org.apache.spark.scheduler.TaskSetManager";
        assertThat(isSaid(tasks, Level.WARN, "Lost task 0.0 in stage 1.0 (TID 2): x\n\tat y"))
                .isFalse();
        assertThat(isSaid(tasks, Level.ERROR, "Task 0 in stage 1.0 failed 4 times; aborting job"))
                .isFalse();
        assertThat(isSaid(tasks, Level.WARN, "Stage 1 contains a task of very large size"))
                .isTrue();
        String context = "org.apache.spark.SparkContext";
        assertThat(isSaid(context, Level.ERROR, "Error initializing SparkContext."))
                .isFalse();
        assertThat(isSaid(context, Level.WARN, "The jar x.jar has been added already."))
                .isTrue();
        String blocks = "org.apache.spark.storage.BlockManager";
        assertThat(isSaid(blocks, Level.WARN, "Asked to remove block broadcast_5, which does not exist"))
                .isFalse();
        assertThat(isSaid(blocks, Level.WARN, "Block rdd_1_0 could not be removed as it was not found"))
                .isTrue();
        assertThat(isSaid("dev.kindling.spark.round.ClientFailure", Level.ERROR, "round 3 of 60, client 7: x"))
                .isFalse();
        assertThat(isSaid("dev.kindling.spark.observe.RetriedTasks", Level.WARN, "round 3 of 60: x"))
                .isTrue();
    }

    @Test
    void ofAFloodOfClientsThatAreLeftOutTheFirstAreNamed() {
        String traced = "dev.kindling.spark.round.TracedTask";

        assertThat(isSaid(traced, Level.WARN, "round 3 of 60, client 0: left out"))
                .isTrue();
        int said = 0;
        for (int client = 1; client < 1000; client++) {
            said += isSaid(traced, Level.WARN, "round 3 of 60, client " + client + ": left out") ? 1 : 0;
        }
        assertThat(said).isBetween(5, 100);
    }

    private boolean isSaid(String logger, Level level, String message) {
        var config = quiet.getLoggerConfig(logger);
        Filter filter = config.getFilter();
        return config.getLevel().isLessSpecificThan(level)
                && (filter == null
                        || filter.filter(event(logger, level, message, null, Map.of())) != Filter.Result.DENY);
    }

    private static String text(Configuration configuration, LogEvent event) {
        return Objects.toString(configuration.getAppender("stderr").getLayout().toSerializable(event));
    }

    private static LogEvent event(
            String logger, Level level, String message, @Nullable Throwable thrown, Map<String, String> context) {
        return Log4jLogEvent.newBuilder()
                .setLoggerName(logger)
                .setLevel(level)
                .setMessage(new SimpleMessage(message))
                .setThrown(thrown)
                .setContextData(new SortedArrayStringMap(context))
                .setTimeMillis(1)
                .build();
    }

    private static Configuration configuration(String name) {
        try {
            URI place = Objects.requireNonNull(LogLayoutTest.class.getResource("/" + name))
                    .toURI();
            Configuration found =
                    ConfigurationFactory.getInstance().getConfiguration(new LoggerContext(name), name, place);
            found.initialize();
            found.start();
            return found;
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
