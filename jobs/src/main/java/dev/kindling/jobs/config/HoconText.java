package dev.kindling.jobs.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigUtil;
import dev.kindling.data.Storage;
import dev.kindling.fault.UserMistake;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text of a configuration, a file's and the command line's, as HOCON reads it; bounded in what a strange one can cost. */
final class HoconText {

    /** A key with a value that HOCON takes for nested keys, or for a comment from the slashes on. */
    private static final Pattern ADDRESS = Pattern.compile("([\\w.-]+\\s*=)\\s*([^\"\\[{$\\s].*?(?::|//).*|:.*)");

    private static final int MOST_BYTES = 1 << 20;

    /** What is put in again where {@code ${name}} or {@code +=} stands may hold such places itself: 16 make 324 times the text. */
    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{|\\+=");

    private static final int MOST_SUBSTITUTIONS = 16;
    private static final int MOST_LETTERS_TO_SUBSTITUTE = 1 << 16;

    private HoconText() {}

    /** A file with the overrides of the command line over it. */
    static Config read(Storage storage, String path, List<String> overrides) throws IOException {
        return overrides(overrides).withFallback(parse(textOf(storage, path), path));
    }

    /** What {@code -D} gave, of a key the last. */
    static Config overrides(List<String> overrides) {
        Config all = ConfigFactory.empty();
        for (String override : overrides) {
            if (override.indexOf('=') < 1) {
                throw new UserMistake("-D " + override + ": expected key=value, e.g. -D rounds=20");
            }
            Matcher address = ADDRESS.matcher(override);
            String hocon = address.matches() ? address.group(1) + ConfigUtil.quoteString(address.group(2)) : override;
            all = parse(hocon, "-D " + override).withFallback(all);
        }
        return all;
    }

    static Config parse(String text, String where) {
        return parse(text, where, ConfigSyntax.CONF);
    }

    static Config parse(String text, String where, ConfigSyntax syntax) {
        if (syntax != ConfigSyntax.JSON) {
            requireFewSubstitutions(text, where);
        }
        ConfigParseOptions options = ConfigParseOptions.defaults()
                .setOriginDescription(where)
                .setSyntax(syntax)
                .setIncluder(new NoIncludes(where));
        try {
            return ConfigFactory.parseString(text, options);
        } catch (ConfigException broken) {
            throw new UserMistake(WrongSetting.oneLine(Objects.requireNonNullElse(broken.getMessage(), where)), broken);
        } catch (StackOverflowError endless) {
            throw tooDeep(where);
        }
    }

    private static void requireFewSubstitutions(String text, String where) {
        long count = SUBSTITUTION.matcher(text).results().count();
        if (count > MOST_SUBSTITUTIONS || (count > 0 && text.length() > MOST_LETTERS_TO_SUBSTITUTE)) {
            throw UserMistake.of(
                    "configuration",
                    "at most " + MOST_SUBSTITUTIONS + " substitutions, in at most " + MOST_LETTERS_TO_SUBSTITUTE
                            + " characters",
                    count + " in " + text.length(),
                    where,
                    "write some values out");
        }
    }

    static UserMistake tooDeep(String where) {
        return UserMistake.of("configuration", "a few levels of sections", "endless ones", where, "close the brackets");
    }

    private static String textOf(Storage storage, String path) throws IOException {
        try (InputStream in = storage.open(path)) {
            byte[] text = in.readNBytes(MOST_BYTES + 1);
            if (text.length > MOST_BYTES) {
                throw UserMistake.of(
                        "configuration", "at most " + MOST_BYTES + " bytes", "more", path, "give a HOCON file");
            }
            return new String(text, StandardCharsets.UTF_8);
        } catch (FileNotFoundException missing) {
            throw new UserMistake("no such configuration: " + path + "; the ready ones are in conf/", missing);
        }
    }
}
