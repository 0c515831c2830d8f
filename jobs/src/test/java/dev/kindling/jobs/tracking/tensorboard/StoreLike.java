package dev.kindling.jobs.tracking.tensorboard;

import java.io.IOException;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** The local file system without a way to show what is not closed yet, as object stores are. */
public final class StoreLike extends RawLocalFileSystem {

    @Override
    public FSDataOutputStream create(Path file, boolean overwrite) throws IOException {
        return new FSDataOutputStream(super.create(file, overwrite), null) {
            @Override
            public boolean hasCapability(String capability) {
                return false;
            }

            @Override
            public void hflush() {
                throw new UnsupportedOperationException("an object store");
            }
        };
    }
}
