package dev.kindling.spark.storage;

import dev.kindling.data.Storage;
import dev.kindling.fault.UserMistake;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Opens any path that Hadoop can ({@code file:}, {@code hdfs:}, {@code s3a:}, ...), on the driver and in tasks. */
public final class HadoopStorage implements Storage, java.io.Serializable {

    private static final long serialVersionUID = 1;

    /** Hadoop's Configuration is not Serializable; its entries are. */
    private final HashMap<String, String> settings = new HashMap<>();

    private final String base;

    /** Relative paths are looked for in {@code base}. */
    public HadoopStorage(Configuration configuration, String base) {
        this.base = base;
        for (Map.Entry<String, String> entry : configuration) {
            settings.put(entry.getKey(), entry.getValue());
        }
    }

    /** The Hadoop configuration again. */
    public Configuration configuration() {
        Configuration configuration = new Configuration(false);
        settings.forEach(configuration::set);
        return configuration;
    }

    @Override
    public InputStream open(String path) throws IOException {
        Path given = new Path(path);
        Path location = given.isAbsolute() || base.isEmpty() ? given : new Path(new Path(base), given);
        try {
            return location.getFileSystem(configuration()).open(location);
        } catch (FileNotFoundException missing) {
            FileNotFoundException plain = new FileNotFoundException(location.toString());
            plain.initCause(missing);
            throw plain;
        } catch (org.apache.hadoop.fs.UnsupportedFileSystemException unknown) {
            throw new UserMistake(
                    location + ": " + unknown.getMessage() + "; add the jar of that file system", unknown);
        }
    }
}
