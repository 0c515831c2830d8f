package dev.kindling.jobs;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.EnumSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * The local files under another scheme, on a storage that takes the first bytes of a file whose path contains {@link #WORD} and then
 * hangs: whoever is killed meanwhile is killed in the middle of a write.
 */
public final class StallingFiles extends RawLocalFileSystem {

    static final String SCHEME = "stalling";

    /** The key of the word, in Hadoop's configuration. */
    static final String WORD = "stalling.word";

    private static final int BYTES_TAKEN = 100;
    private static final long FOREVER_MILLIS = 600_000;

    @Override
    public URI getUri() {
        return URI.create(SCHEME + ":///");
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FSDataOutputStream create(
            Path file, boolean overwrite, int buffer, short replication, long block, Progressable progress)
            throws IOException {
        return stalling(file, super.create(file, overwrite, buffer, replication, block, progress));
    }

    @Override
    public FSDataOutputStream create(
            Path file,
            FsPermission permission,
            EnumSet<CreateFlag> flags,
            int buffer,
            short replication,
            long block,
            Progressable progress)
            throws IOException {
        return stalling(file, super.create(file, permission, flags, buffer, replication, block, progress));
    }

    @Override
    public FSDataOutputStream create(
            Path file,
            FsPermission permission,
            boolean overwrite,
            int buffer,
            short replication,
            long block,
            Progressable progress)
            throws IOException {
        return stalling(file, super.create(file, permission, overwrite, buffer, replication, block, progress));
    }

    private FSDataOutputStream stalling(Path file, FSDataOutputStream out) throws IOException {
        boolean stalls = file.toString().contains(getConf().get(WORD, "no file at all"));
        return stalls ? new FSDataOutputStream(new Stalling(out), null) : out;
    }

    private static final class Stalling extends FilterOutputStream {

        private int taken;

        Stalling(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int value) throws IOException {
            if (taken++ == BYTES_TAKEN) {
                flush();
                try {
                    Thread.sleep(FOREVER_MILLIS);
                } catch (InterruptedException stopped) {
                    throw new IOException(stopped);
                }
            }
            out.write(value);
        }
    }

    /** The same for Hadoop's FileContext. */
    public static final class Context extends DelegateToFileSystem {

        public Context(URI uri, Configuration configuration) throws IOException, URISyntaxException {
            super(uri, new StallingFiles(), configuration, SCHEME, false);
        }
    }
}
