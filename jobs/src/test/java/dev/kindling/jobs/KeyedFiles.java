package dev.kindling.jobs;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.jspecify.annotations.Nullable;

/** Local files behind addresses that hold a login: {@code keyed://USER:PASSWORD@host/path}. */
public final class KeyedFiles extends RawLocalFileSystem {

    private @Nullable URI address;

    @Override
    public void initialize(URI name, Configuration configuration) throws IOException {
        super.initialize(name, configuration);
        address = name;
    }

    @Override
    public URI getUri() {
        // Asked for before the address is known, by the constructor above.
        return address == null ? URI.create("keyed:///") : address;
    }

    @Override
    protected void checkPath(Path path) {}
}
