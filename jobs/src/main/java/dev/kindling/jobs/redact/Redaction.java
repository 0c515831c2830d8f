package dev.kindling.jobs.redact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import scala.Tuple2;

/**
 * Takes secrets out of what is written or shown: the login of an address ({@code s3a://KEY:SECRET@bucket}), the value of a
 * key that Spark's {@code spark.redaction.regex} finds a part in, and, wherever they appear, the values of such keys of the
 * process's Spark settings. A user without a password, as the container of {@code abfss://container@account}, is no secret.
 */
public final class Redaction {

    static final String HIDDEN = "***";

    private static final String REGEX = "spark.redaction.regex";
    private static final String SPARKS_REGEX = "(?i)secret|password|token|access[.]?key";

    /** A shorter value would be found in harmless words. */
    private static final int SHORTEST_VALUE = 6;

    /** Not host:port/, behind which a path may hold an at sign. */
    private static final Pattern LOGIN = Pattern.compile("://(?!\\[|[^/\\s@:\"']*:\\d*/)[^/\\s@:\"']+:[^\\s@\"']*@");

    private final Pattern key;
    private final Pattern setting;
    private final List<String> values;

    public Redaction(SparkConf conf) {
        String regex = conf.get(REGEX, SPARKS_REGEX);
        key = Pattern.compile(regex);
        // key=value in text, "key": "value" in JSON.
        setting = Pattern.compile(
                "([\\w.-]*(?:" + regex + ")[\\w.-]*+(?:\\s*=\\s*|\"\\s*:\\s*))(?:\"[^\"]*\"|'[^']*'|[^\\s\"'&;,]+)");
        values = Stream.of(conf.getAll())
                .filter(entry -> key.matcher(entry._1()).find())
                .map(Tuple2::_2)
                .filter(value -> value.length() >= SHORTEST_VALUE)
                .toList();
    }

    /** By the Spark settings that this process was started with. */
    public static Redaction ofProcess() {
        return new Redaction(new SparkConf());
    }

    /** The text without secrets. */
    public String text(String text) {
        String shown = LOGIN.matcher(text).replaceAll("://" + HIDDEN + "@");
        // The first group is ours, whatever groups the user's expression has behind it.
        shown = setting.matcher(shown).replaceAll(found -> Matcher.quoteReplacement(found.group(1) + HIDDEN));
        for (String value : values) {
            shown = shown.replace(value, HIDDEN);
        }
        return shown;
    }

    /** The same tree with all of its texts redacted, in place. */
    public <T extends JsonNode> T tree(T tree) {
        if (tree instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                boolean secret = field.getValue().isValueNode()
                        && key.matcher(field.getKey()).find();
                field.setValue(secret ? TextNode.valueOf(HIDDEN) : redacted(field.getValue()));
            }
        } else if (tree instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, redacted(array.get(i)));
            }
        }
        return tree;
    }

    private JsonNode redacted(JsonNode node) {
        return node.isTextual() ? TextNode.valueOf(text(node.asText())) : tree(node);
    }
}
