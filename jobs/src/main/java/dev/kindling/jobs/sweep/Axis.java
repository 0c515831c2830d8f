package dev.kindling.jobs.sweep;

import dev.kindling.fault.UserMistake;
import dev.kindling.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A setting and what it is tried with: values, or for a random search a range.
 *
 * @param name as the user wrote it
 * @param key the setting's whole name
 * @param text behind the equals sign
 * @param values what the text lists; one, the text itself, where it is a range
 */
record Axis(String name, String key, String text, List<String> values) {

    private static final Pattern RANGE =
            Pattern.compile("(log:)?(-?[\\d.]+(?:[eE]-?\\d+)?)\\.\\.(-?[\\d.]+(?:[eE]-?\\d+)?)");
    private static final Pattern WHOLE = Pattern.compile("-?\\d+");

    Axis {
        values = List.copyOf(values);
    }

    /** {@code given} is {@code key=v1,v2}. */
    static Axis parse(String given, SettingNames names) {
        int equals = given.indexOf('=');
        if (equals < 1 || equals == given.length() - 1) {
            throw new UserMistake("-g " + given + ": expected key=value,value, e.g. -g lr=0.01,0.1");
        }
        String name = given.substring(0, equals).strip();
        String text = given.substring(equals + 1).strip();
        return new Axis(name, names.resolve(name), text, split(text));
    }

    /** At commas that stand in no brackets and no quotes. */
    private static List<String> split(String text) {
        List<String> values = new ArrayList<>();
        int depth = 0;
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            char letter = i == text.length() ? ',' : text.charAt(i);
            quoted ^= letter == '"';
            depth += letter == '[' || letter == '{' ? 1 : letter == ']' || letter == '}' ? -1 : 0;
            if (letter == ',' && (i == text.length() || (depth == 0 && !quoted))) {
                values.add(text.substring(start, i).strip());
                start = i + 1;
            }
        }
        if (values.stream().anyMatch(String::isEmpty)) {
            throw new UserMistake("-g " + text + ": expected values between commas, found nothing; take a comma out");
        }
        return values;
    }

    boolean isRange() {
        return RANGE.matcher(text).matches();
    }

    /** One of the values, each as probable as another; a number of the range, uniform in itself or in its logarithm, to four digits. */
    String draw(RandomStream random) {
        Matcher range = RANGE.matcher(text);
        if (!range.matches()) {
            return values.get(random.nextInt(values.size()));
        }
        String lowest = range.group(2);
        String highest = range.group(3);
        double low = number(lowest);
        double high = number(highest);
        boolean log = range.group(1) != null;
        if (!(low < high) || (log && low <= 0)) {
            throw new UserMistake("-g " + name + "=" + text + ": expected a range from a lower to a higher number"
                    + (log ? ", both above 0" : "") + ", e.g. log:0.001..1");
        }
        double share = random.nextDouble();
        boolean whole = !log
                && WHOLE.matcher(lowest).matches()
                && WHOLE.matcher(highest).matches();
        if (whole) {
            return Long.toString((long) (low + Math.floor(share * (high - low + 1))));
        }
        double drawn = log ? low * StrictMath.pow(high / low, share) : low + share * (high - low);
        return String.format(Locale.ROOT, "%.4g", drawn)
                .replaceFirst("(\\.\\d*?)0+($|e)", "$1$2")
                .replaceFirst("\\.($|e)", "$1");
    }

    private double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException wrong) {
            throw new UserMistake(
                    "-g " + name + ": expected a number in a range, found " + text + "; e.g. 0.1..1", wrong);
        }
    }
}
