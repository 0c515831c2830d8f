package dev.kindling.spark.dl4j;

import dev.kindling.fault.UserMistake;
import java.security.CodeSource;
import java.util.Optional;

/** kindling-dl4j.jar, which holds Deeplearning4j, ND4J and its native library and which few jobs need. */
public final class Dl4jJar {

    /** Names for Kryo what Deeplearning4j sends; a class by its name, so that nothing is loaded here. */
    public static final String REGISTRATOR = "dev.kindling.spark.dl4j.Dl4jRegistrator";

    private static final String NAME = "kindling-dl4j.jar";

    /** Of ND4J's backend: Deeplearning4j's other classes are no use without it. */
    private static final String PROOF = "org.nd4j.linalg.cpu.nativecpu.NDArray";

    private Dl4jJar() {}

    /** Whether Deeplearning4j is on the class path. */
    public static boolean isThere() {
        return found().isPresent();
    }

    /** The jar that Deeplearning4j came in; empty where it is not there, or not in a jar. */
    public static Optional<String> location() {
        return found().map(found -> found.getProtectionDomain().getCodeSource())
                .map(CodeSource::getLocation)
                .map(Object::toString)
                .filter(place -> place.endsWith(".jar"));
    }

    /**
     * Fails without it.
     *
     * @param user what needs it
     */
    public static void require(String user) {
        if (!isThere()) {
            throw new UserMistake(
                    user + " needs Deeplearning4j, which is not on the class path; add it with --jars .../" + NAME
                            + " (mvn package makes it: jobs/target/" + NAME + ")");
        }
    }

    private static Optional<Class<?>> found() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        try {
            return Optional.of(Class.forName(PROOF, false, context == null ? Dl4jJar.class.getClassLoader() : context));
        } catch (ClassNotFoundException missing) {
            return Optional.empty();
        }
    }
}
