package dev.kindling.jobs.run;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** What the build wrote down of the code it was made from. */
public final class BuildFacts {

    private static final String UNKNOWN = "unknown";

    private final Properties facts = new Properties();

    public BuildFacts() {
        try (InputStream in = BuildFacts.class.getResourceAsStream("/kindling-build.properties")) {
            if (in != null) {
                facts.load(in);
            }
        } catch (IOException unreadable) {
            facts.clear();
        }
    }

    /** Kindling's version. */
    public String version() {
        return facts.getProperty("git.build.version", UNKNOWN);
    }

    String commit() {
        String dirty = "true".equals(facts.getProperty("git.dirty")) ? " with uncommitted changes" : "";
        return facts.getProperty("git.commit.id", UNKNOWN) + dirty;
    }
}
