package dev.kindling.jobs.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What Spark says that happened in an application: its own event log, as witness that a fault was really there. */
final class EventLog {

    private final List<JsonNode> events = new ArrayList<>();

    /** Reads the one log in {@code folder}. */
    EventLog(Path folder) throws IOException {
        ObjectMapper json = new ObjectMapper();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(log -> !log.getFileName().toString().startsWith("."))
                    .toList()) {
                for (String line : Files.readAllLines(file)) {
                    events.add(json.readTree(line));
                }
            }
        }
    }

    /** Tasks that ended for this reason, as {@code FetchFailed}, {@code ExceptionFailure} or {@code TaskKilled}. */
    long tasksEnded(String reason) {
        return of("SparkListenerTaskEnd")
                .filter(event ->
                        event.path("Task End Reason").path("Reason").asText().equals(reason))
                .count();
    }

    /** Copies of slow tasks that were started. */
    long speculativeTasks() {
        return of("SparkListenerTaskStart")
                .filter(event -> event.path("Task Info").path("Speculative").asBoolean())
                .count();
    }

    /** Executors that came up. */
    long executorsAdded() {
        return of("SparkListenerExecutorAdded").count();
    }

    /** Why executors went. */
    List<String> executorsRemoved() {
        return of("SparkListenerExecutorRemoved")
                .map(event -> event.path("Removed Reason").asText())
                .toList();
    }

    /** How many executors went while a stage of this name was at work. */
    long executorsRemovedDuring(Predicate<String> stageName) {
        return of("SparkListenerExecutorRemoved")
                .map(event -> event.path("Timestamp").asLong())
                .filter(time -> of("SparkListenerStageCompleted")
                        .map(event -> event.path("Stage Info"))
                        .anyMatch(
                                stage -> stageName.test(stage.path("Stage Name").asText())
                                        && stage.path("Submission Time").asLong() < time
                                        && time < stage.path("Completion Time").asLong()))
                .count();
    }

    /** Blocks of cached partitions that were there, then were not, then were again on the same executor or another. */
    List<String> blocksDroppedAndMadeAgain() {
        Map<String, Integer> steps = new TreeMap<>();
        of("SparkListenerBlockUpdated")
                .map(event -> event.path("Block Updated Info"))
                .forEach(block -> {
                    String id = block.path("Block ID").asText();
                    // Spark tells of a block that was removed with no replica and the flags of before.
                    boolean isThere =
                            block.path("Storage Level").path("Replication").asInt() > 0;
                    int step = steps.getOrDefault(id, 0);
                    // Even steps wait for the block to come, odd ones for it to go.
                    if (id.startsWith("rdd_") && isThere == (step % 2 == 0)) {
                        steps.put(id, step + 1);
                    }
                });
        return steps.keySet().stream().filter(id -> steps.get(id) >= 3).toList();
    }

    private Stream<JsonNode> of(String type) {
        return events.stream().filter(event -> event.path("Event").asText().equals(type));
    }
}
