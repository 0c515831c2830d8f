package dev.kindling.spark.checkpoint;

import dev.kindling.codec.Safetensors;
import dev.kindling.fault.UserMistake;
import dev.kindling.nn.Layout;
import dev.kindling.spark.storage.AtomicFiles;
import dev.kindling.spark.training.RunState;
import dev.kindling.tensor.Blas;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checkpoints in a folder. Each is a {@link Manifest} and the parts it names, at present one: the model. Every file appears
 * whole under its name or not at all, the manifest last. A checkpoint of which something is missing, cut short or altered is
 * named in a warning and the one before it is used; one of another run or of a newer Kindling is refused.
 */
public final class Checkpoints {

    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
    private static final String MODEL = ".model.safetensors";

    private final Configuration configuration;
    private final CheckpointFolder folder;
    private final String config;
    private final String blas;
    private final int keep;

    /**
     * @param config identifies what the model is trained on and how; a checkpoint of another one is refused
     * @param keep checkpoints to keep, the newest, at least 1
     */
    public Checkpoints(Configuration configuration, Path folder, String config, int keep) {
        this(configuration, folder, config, keep, Blas.fingerprint());
    }

    /** {@code blas} tells how matrix products round; a checkpoint from where they round otherwise is refused. */
    Checkpoints(Configuration configuration, Path folder, String config, int keep, long blas) {
        if (keep < 1) {
            throw new IllegalArgumentException("checkpoints to keep must be >= 1 but was " + keep);
        }
        this.configuration = configuration;
        this.folder = new CheckpointFolder(configuration, folder);
        this.config = config;
        this.keep = keep;
        this.blas = String.format("%016x", blas);
    }

    /** Writes the state, whole or not at all, and lets go of old ones. */
    public void save(RunState state) throws IOException {
        String name = CheckpointFolder.stem(state.round()) + MODEL;
        AtomicFiles.Written model = AtomicFiles.writeDigested(
                configuration, folder.file(name), out -> Safetensors.write(state.model(), Map.of(), out));
        Manifest manifest = new Manifest(
                state.round(), config, blas, List.of(new Manifest.Part(name, model.bytes(), model.sha256())));
        AtomicFiles.write(configuration, folder.manifest(state.round()), out -> out.write(manifest.bytes()));
        folder.prune(state.round(), keep);
    }

    /**
     * The newest state that is whole, if there is any.
     *
     * @throws UserMistake if the newest whole one is another run's or a newer Kindling's
     */
    public Optional<RunState> latest(Layout layout) throws IOException {
        List<Integer> rounds = folder.newestFirst();
        for (int i = 0; i < rounds.size(); i++) {
            Path path = folder.manifest(rounds.get(i));
            try {
                return Optional.of(read(path, layout));
            } catch (DamagedCheckpoint damaged) {
                String next = i + 1 < rounds.size()
                        ? "using the one before it"
                        : "there is none before it, so the run begins anew";
                LOG.warn("checkpoint {} is damaged: {}; {}", path, damaged.getMessage(), next);
            }
        }
        return Optional.empty();
    }

    private RunState read(Path path, Layout layout) throws IOException, DamagedCheckpoint {
        try {
            String where = path.toString();
            Manifest manifest;
            Safetensors.Contents model;
            if (folder.isManifest(path)) {
                manifest = Manifest.read(folder.read(path, Manifest.MOST_BYTES), stem(path), where);
                requireOurs(manifest, path);
                model = model(manifest, where);
            } else {
                VersionOne.Read old = VersionOne.read(folder.read(path, Integer.MAX_VALUE - 8), where);
                manifest = old.manifest();
                requireOurs(manifest, path);
                model = old.contents();
            }
            return new RunState(manifest.round(), model.arrangedAs(layout, where));
        } catch (ChecksumException altered) {
            throw new DamagedCheckpoint("the file system finds it altered: " + altered.getMessage());
        }
    }

    private static String stem(Path manifest) {
        return manifest.getName().replaceFirst("\\.checkpoint$", "");
    }

    private void requireOurs(Manifest manifest, Path path) {
        require("configuration", config, manifest.config(), path, "the configuration the run was started with");
        // The rounds that remain would have other bits than those of a run that was never stopped.
        require(
                "BLAS fingerprint",
                blas,
                manifest.blas(),
                path,
                "the OPENBLAS_CORETYPE the run was started with (Haswell suits all)");
    }

    private Safetensors.Contents model(Manifest manifest, String where) throws IOException, DamagedCheckpoint {
        if (manifest.parts().size() != 1 || !manifest.parts().get(0).name().endsWith(MODEL)) {
            throw UserMistake.of(
                    "checkpoint parts",
                    "one that ends in " + MODEL,
                    manifest.parts().size() + " parts",
                    where,
                    "remove the file: Kindling did not write it");
        }
        return folder.model(manifest.parts().get(0));
    }

    private static void require(String what, String expected, String actual, Path path, String cure) {
        if (!expected.equals(actual)) {
            throw UserMistake.of(
                    "checkpoint " + what,
                    expected,
                    Manifest.shown(actual),
                    path,
                    "resume with " + cure + ", or start a new run with another --out");
        }
    }
}
