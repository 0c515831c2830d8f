package dev.kindling.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindling.jobs.run.FiniteNumbers;
import java.io.PrintWriter;

/** Events as lines of JSON, for scripts: {@code {"event": "round", ...}}. */
final class JsonLines {

    private static final ObjectMapper JSON = FiniteNumbers.mapper();

    private final PrintWriter out;

    JsonLines(PrintWriter out) {
        this.out = out;
    }

    /** A line that is on its way when this returns. */
    void print(String event, Record facts) {
        print(event, facts, JSON.createObjectNode());
    }

    /** The last line, which says where the run's files are too. */
    void printLast(Record summary, String folder) {
        print("summary", summary, JSON.createObjectNode().put("folder", folder));
    }

    private void print(String event, Record facts, ObjectNode more) {
        ObjectNode line = JSON.createObjectNode().put("event", event);
        line.setAll(JSON.<ObjectNode>valueToTree(facts));
        line.setAll(more);
        try {
            out.println(JSON.writeValueAsString(line));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree can be written", impossible);
        }
        out.flush();
    }
}
